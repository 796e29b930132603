package dev.baton.worker.reviewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.documents.testing.TestTasks;
import dev.baton.schemas.Task;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodeChecksTests {

  @Test
  void findsWhereJavaDoesNotCompile() throws InterruptedException {
    Checked checked =
        check(
            """
            ```java
            public final class Sum {
              static int of(int a, int b) {
                return a + c;
              }
            }
            ```
            """);

    assertThat(checked.issues())
        .singleElement()
        .satisfies(issue -> {
          assertThat(issue.place()).isEqualTo("java block 1, line 3");
          assertThat(issue.what()).contains("cannot find symbol");
          assertThat(issue.severity()).isEqualTo(Severity.CRITICAL);
        });
  }

  @Test
  void compilesBlocksThatNeedEachOtherTogether() throws InterruptedException {
    assertThat(
            check(
                """
                ```java
                package a;
                public record Pair(int one, int two) {}
                ```
                and
                ```java
                import a.Pair;
                public class Main {
                  public static void main(String[] arguments) { System.out.println(new Pair(1, 2).one()); }
                }
                ```
                """))
        .isEqualTo(Checked.fine());
  }

  @Test
  void blamesNoDraftForClassesThatItDoesNotShow() throws InterruptedException {
    Checked unknown =
        check("```java\nclass Uses {\n  void go(Hidden hidden) { hidden.run(1); }\n}\n```\n");
    Checked imported =
        check(
            "```java\nimport org.example.Thing;\nclass Uses { Thing thing = Thing.of(1); }\n```\n");

    assertThat(unknown.issues()).isEmpty();
    assertThat(imported.issues()).isEmpty();
    assertThat(imported.unchecked()).singleElement().asString().contains("syntax only");
  }

  @Test
  void findsBrokenSyntaxBesideForeignClasses() throws InterruptedException {
    assertThat(
            check("```java\nimport org.example.Thing;\nclass Uses { Thing thing = ; }\n```\n")
                .issues())
        .singleElement()
        .satisfies(issue -> assertThat(issue.what()).contains("illegal start of expression"));
  }

  @Test
  void leavesPiecesAndOtherLanguagesAlone() throws InterruptedException {
    Checked checked = check("```java\nint a = b;\n```\n\n```python\nprint(1\n```\n");

    assertThat(checked.issues()).isEmpty();
    assertThat(checked.unchecked())
        .containsExactly(
            "java block 1: a piece, no whole file", "python block 2: no check for this language");
  }

  @Test
  void runsNothingOfWhatItCompiles() throws InterruptedException {
    String marker = "baton.test.ran";
    String program =
        "```java\npublic class Evil { static { System.setProperty(\"%s\", \"yes\"); } }\n```\n"
            .formatted(marker);

    assertThat(check(program).issues()).isEmpty();
    assertThat(System.getProperty(marker)).isNull();
  }

  @Test
  void endsAtCodeThatIsTooLongOrTooDeep() throws InterruptedException {
    String deep = "(".repeat(20_000) + "1" + ")".repeat(20_000);
    String tooLong = "/* %s */".formatted("x".repeat(JavaCheck.MAX_CHARS));

    assertThat(check("```java\nclass A { int a = " + deep + "; }\n```\n").unchecked())
        .singleElement()
        .asString()
        .contains("the compiler gave up");
    assertThat(check("```java\nclass A {} " + tooLong + "\n```\n").unchecked())
        .singleElement()
        .asString()
        .contains("expected: at most");
  }

  @Test
  void readsJsonAndHoldsItAgainstTheRequestsSchema() throws InterruptedException {
    String good = "```json\n{\"port\": 80}\n```\n";
    String schema = "{\"type\": \"object\", \"required\": [\"host\"]}";

    assertThat(check(good)).isEqualTo(Checked.fine());
    assertThat(check("```json\n{\"port\": 80, \"port\": 81}\n```\n").issues()).hasSize(1);
    assertThat(check("```json\n{port: 80}\n```\n").issues())
        .singleElement()
        .satisfies(issue -> assertThat(issue.place()).isEqualTo("json block 1"));
    assertThat(check(good, Map.of("schema", schema)).issues())
        .singleElement()
        .satisfies(issue -> assertThat(issue.what()).contains("host"));
    assertThat(check(good, Map.of("schema", "nonsense")).unchecked()).hasSize(1);
  }

  private static Checked check(String markdown) throws InterruptedException {
    return check(markdown, Map.of());
  }

  private static Checked check(String markdown, Map<String, String> inputs)
      throws InterruptedException {
    Task task =
        TestTasks.withInputs(
            TestTasks.task("reviewer", "review", "goal").build(), new HashMap<>(inputs));
    return CodeChecks.of(CodeBlock.in(markdown), task);
  }
}
