package dev.baton.worker.coder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.evidence.Place;
import dev.baton.agent.json.Json;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.documents.DocumentLibrary;
import dev.baton.documents.SearchTool;
import dev.baton.documents.testing.Handbook;
import dev.baton.documents.testing.InProcessWorker;
import dev.baton.documents.testing.TestTasks;
import dev.baton.sandbox.SandboxLimits;
import dev.baton.sandbox.SandboxSettings;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Task;
import dev.baton.search.Passage;
import dev.baton.search.PassageKind;
import dev.baton.search.Verification;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoderSpecialistTests {

  /** Of no use here: without a model nothing is run. */
  private static final CodeSandbox SANDBOX =
      new CodeSandbox(SandboxSettings.DEFAULT, SandboxLimits.DEFAULT);

  @TempDir Path folder;
  private DocumentLibrary library;

  @BeforeEach
  void copyTheHandbook() {
    library = Handbook.library(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Where is the lock of a task renewed? | lastRenewal.put(taskId
          expireLocks                          | removeIf
          """)
  void showsTheCodeWithFileAndLinesThatVerify(String question, String code)
      throws InterruptedException {
    TaskOutcome.Success success = success(question);
    String text = success.content().orElseThrow().getText();

    assertThat(text).contains("`ops/Locks.java:").contains("```java\n").contains(code);
    assertThat(success.citations())
        .isNotEmpty()
        .allSatisfy(citation ->
            assertThat(library.verify(Place.of(citation), citation.getQuote()))
                .isInstanceOf(Verification.Found.class));
    assertThat(Json.readObject(success.fieldsJson()).orElseThrow().path("files").path(0).asText())
        .isEqualTo("ops/Locks.java");
  }

  @Test
  void saysThatItFoundNothing() throws InterruptedException {
    TaskOutcome.Success success = success("Where is the invoice printed?");

    assertThat(success.content().orElseThrow().getText())
        .startsWith("No code about this was found");
    assertThat(success.citations()).isEmpty();
  }

  @Test
  void saysPlainlyThatItOnlyFindsCode() throws InterruptedException {
    TaskOutcome.Success success = success("Please write a method that renews a lock.");

    assertThat(success.content().orElseThrow().getText())
        .startsWith(CoderSpecialist.ONLY_FINDS)
        .contains("renewLock");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Where is the test that runs the parser?",
        "Which method writes the file?",
        "renewLock"
      })
  void doesNotTakeAQuestionForAnOrder(String question) {
    assertThat(CoderSpecialist.asksForMore(question)).isFalse();
  }

  @Test
  void refusesAnUnknownCorpusAndAnUnknownSkill() throws InterruptedException {
    Task unknown = TestTasks.task("coder", "find-code", "renewLock").build();
    unknown = TestTasks.withInputs(unknown, new HashMap<>(Map.of("corpus", "nowhere")));

    assertFailure(unknown, "one of default");
    assertFailure(
        TestTasks.task("coder", "run-code", "renewLock").build(),
        "skill: run-code (expected: find-code or write-code)");
  }

  @Test
  void boundsAnExcerptAndFencesItSafely() {
    String text =
        IntStream.rangeClosed(1, 100).mapToObj(i -> "``` " + i).collect(Collectors.joining("\n"));
    Excerpt excerpt =
        Excerpt.of(
            new Passage("default", "a.md", 11, 110, PassageKind.CODE, text, List.of(), 1, ""));

    assertThat(excerpt.citation(1).getLineEnd()).isEqualTo(11 + Excerpt.MAX_LINES - 1);
    assertThat(excerpt.markdown(1)).startsWith("`a.md:11-50` [1]\n\n````\n").endsWith("\n````\n");
  }

  private TaskOutcome.Success success(String question) throws InterruptedException {
    return (TaskOutcome.Success) perform(TestTasks.task("coder", "find-code", question).build());
  }

  private void assertFailure(Task task, String named) throws InterruptedException {
    assertThat(perform(task))
        .isInstanceOfSatisfying(
            TaskOutcome.Failure.class,
            failure -> {
              assertThat(failure.failureClass()).isEqualTo(FailureClass.PERMANENT);
              assertThat(failure.message()).contains(named);
            });
  }

  private TaskOutcome perform(Task task) throws InterruptedException {
    try (InProcessWorker worker =
        InProcessWorker.offline(
            "coder",
            new CoderSpecialist(SANDBOX, InstantSource.system()),
            List.of(SearchTool.overCode(library), new RunCodeTool(SANDBOX)))) {
      return worker.perform(task);
    }
  }
}
