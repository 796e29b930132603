package dev.baton.sandbox.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.sandbox.Ending;
import dev.baton.sandbox.Sandbox;
import dev.baton.sandbox.SandboxFile;
import dev.baton.sandbox.SandboxLimits;
import dev.baton.sandbox.SandboxSettings;
import dev.baton.sandbox.SandboxUnavailableException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeRunnerTests {

  private static final SandboxFile GREETER =
      SandboxFile.of(
          "src/greet/Greeter.java",
          """
          package greet;
          public class Greeter {
            private record Name(String text) {}
            public String greet(String name) { return "Hello, " + new Name(name).text(); }
          }
          """);

  @Test
  void compilesAndRunsJavaOfSeveralFiles() throws InterruptedException {
    SandboxFile main =
        SandboxFile.of(
            "src/greet/Main.java",
            """
            package greet;
            import java.nio.file.*;
            public class Main {
              public static void main(String[] arguments) throws Exception {
                String name = new String(System.in.readAllBytes());
                Files.writeString(Path.of("greeting.txt"), new Greeter().greet(name));
                assert name.isEmpty() : "assertions are on";
              }
            }
            """);
    CodeResult result = runner().run(job(Language.JAVA, "src/greet/Main.java", GREETER, main));

    assertThat(result)
        .isInstanceOfSatisfying(
            CodeResult.Ran.class,
            ran -> {
              assertThat(ran.run().ending()).isEqualTo(new Ending.Exited(1));
              assertThat(ran.run().stderr().text()).contains("AssertionError: assertions are on");
              assertThat(ran.run().files())
                  .containsExactly(SandboxFile.of("greeting.txt", "Hello, Ada"));
            });
  }

  @Test
  void saysWhatTheCompilerSays() throws InterruptedException {
    SandboxFile broken = SandboxFile.of("Main.java", "class Main { int x = \"text\"; }");

    assertThat(runner().run(job(Language.JAVA, "Main.java", broken)))
        .isInstanceOfSatisfying(
            CodeResult.NotCompiled.class,
            not ->
                assertThat(not.compilation().stderr().text())
                    .contains("Main.java:1: error: incompatible types"));
  }

  @Test
  void boundsTheHeapOfJava() throws InterruptedException {
    SandboxFile greedy =
        SandboxFile.of(
            "Main.java",
            """
            class Main {
              public static void main(String[] arguments) {
                var kept = new java.util.ArrayList<byte[]>();
                while (true) { kept.add(new byte[1 << 20]); }
              }
            }
            """);

    assertThat(runner().run(job(Language.JAVA, "Main.java", greedy)))
        .isInstanceOfSatisfying(
            CodeResult.Ran.class,
            ran -> {
              assertThat(ran.run().ending()).isEqualTo(new Ending.Exited(3));
              assertThat(ran.run().stdout().text()).contains("java.lang.OutOfMemoryError");
            });
  }

  @Test
  void runsPythonOfSeveralFiles() throws InterruptedException {
    SandboxFile library =
        SandboxFile.of("lib/words.py", "def loud(text):\n  return text.upper()\n");
    SandboxFile main =
        SandboxFile.of(
            "main.py", "import sys\nfrom lib.words import loud\nprint(loud(sys.stdin.read()))\n");

    assertThat(runner().run(job(Language.PYTHON, "main.py", library, main)))
        .isInstanceOfSatisfying(
            CodeResult.Ran.class,
            ran -> {
              assertThat(ran.run().ending()).isEqualTo(new Ending.Exited(0));
              assertThat(ran.run().stdout().text()).isEqualTo("ADA\n");
              assertThat(ran.run().files()).isEmpty();
            });
  }

  @Test
  void refusesAMainFileThatIsNotThereOrOfAnotherLanguage() {
    assertThatThrownBy(() -> job(Language.JAVA, "Main.java", GREETER))
        .hasMessage("main: Main.java (expected: one of the files, ending with .java)");
    assertThatThrownBy(() -> job(Language.PYTHON, GREETER.path(), GREETER))
        .hasMessageEndingWith("ending with .py)");
  }

  @Test
  void runsNothingWithoutASandbox() throws InterruptedException {
    SandboxSettings nowhere =
        new SandboxSettings(Path.of("/nowhere/bwrap"), SandboxSettings.DEFAULT.jdk(), 65_501, 1);
    CodeRunner runner = new CodeRunner(Sandbox.open(nowhere));

    assertThatThrownBy(
            () -> runner.run(job(Language.PYTHON, "main.py", SandboxFile.of("main.py", ""))))
        .isInstanceOf(SandboxUnavailableException.class);
  }

  private static CodeJob job(Language language, String main, SandboxFile... files) {
    return new CodeJob(language, List.of(files), main, "Ada", SandboxLimits.DEFAULT);
  }

  private static CodeRunner runner() throws InterruptedException {
    Sandbox sandbox = Sandbox.open(SandboxSettings.DEFAULT);
    assumeTrue(
        sandbox.state() instanceof Sandbox.State.Ready,
        () -> "no sandbox on this machine, so nothing is compiled or run: " + sandbox.state());
    return new CodeRunner(sandbox);
  }
}
