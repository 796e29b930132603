package dev.baton.worker.coder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.baton.agent.json.Json;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.model.ScriptedModel;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.documents.DocumentLibrary;
import dev.baton.documents.SearchTool;
import dev.baton.documents.testing.Handbook;
import dev.baton.documents.testing.InProcessWorker;
import dev.baton.documents.testing.TestTasks;
import dev.baton.sandbox.Sandbox;
import dev.baton.sandbox.SandboxLimits;
import dev.baton.sandbox.SandboxSettings;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.JournalKind;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Task;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodeWritingTests {

  private static final ProgramExample MEDIAN = ProgramExample.of("median");

  private static final CodeSandbox SANDBOX =
      new CodeSandbox(SandboxSettings.DEFAULT, SandboxLimits.DEFAULT);

  @TempDir Path folder;
  private DocumentLibrary library;

  @BeforeEach
  void copyTheHandbook() {
    library = Handbook.library(folder);
  }

  /** Ten of them in the long run. */
  static List<ProgramExample> examples() {
    return Boolean.getBoolean("baton.long") ? ProgramExample.all() : ProgramExample.some();
  }

  @Nested
  class InASandbox {

    @BeforeEach
    void skipWithoutASandbox() throws InterruptedException {
      Sandbox.State state = SANDBOX.get().state();
      assumeTrue(
          state instanceof Sandbox.State.Ready,
          () -> "no sandbox on this machine, so no written code is tested: " + state);
    }

    @ParameterizedTest
    @MethodSource("dev.baton.worker.coder.CodeWritingTests#examples")
    void repairsAWrongProgramByTheLogOfItsTest(ProgramExample example) throws InterruptedException {
      Script script =
          new Script()
              .rule(Pattern.quote(example.failure()), example.reply("right"))
              .rule("", example.reply("wrong"));

      Done done = perform(script, task(example), SANDBOX);

      JsonNode fields = done.fields();
      assertThat(fields.path("passed").asBoolean()).as("%s", done.outcome()).isTrue();
      assertThat(fields.path("rounds").asInt()).isEqualTo(2);
      assertThat(fields.path("testBy").asText()).isEqualTo("request");
      assertThat(done.text())
          .startsWith("The test passes (round 2).")
          .contains(example.name() + example.language().ending(), "exit code 0");
      assertThat(done.calls())
          .extracting(JournalRecord::getKind)
          .containsExactly(
              JournalKind.MODEL_CALL,
              JournalKind.TOOL_CALL,
              JournalKind.MODEL_CALL,
              JournalKind.TOOL_CALL);
    }

    @Test
    void endsAtItsLimitWithTheLogWhereTheModelIsNeverRight() throws InterruptedException {
      Done done = perform(new Script().rule("", MEDIAN.reply("wrong")), task(MEDIAN), SANDBOX);

      assertThat(done.fields().path("passed").asBoolean()).isFalse();
      assertThat(done.fields().path("rounds").asInt()).isEqualTo(CodeWriting.MAX_ROUNDS);
      assertThat(done.fields().path("stoppedBy").asText()).isEqualTo("4 rounds");
      assertThat(done.text())
          .startsWith("**The test fails** (exit code 1)")
          .contains("the mean of the two middle ones: 2.5, got 3");
    }

    @Test
    void doesNotLetTheModelReplaceTheGivenTest() throws InterruptedException {
      Script script = new Script().rule("", MEDIAN.reply("tests.py", "print('all is well')"));

      Done done = perform(script, task(MEDIAN), SANDBOX);

      assertThat(done.fields().path("passed").asBoolean()).isFalse();
      assertThat(done.text()).contains("No module named 'median'");
    }

    @Test
    void runsTheModelsOwnTestWhereNoneIsGiven() throws InterruptedException {
      Task task = TestTasks.task("coder", "", "Please write a program that adds.").build();
      Script script = new Script().rule("", MEDIAN.reply("tests.py", "assert 1 + 1 == 2\n"));

      Done done = perform(script, task, SANDBOX);

      assertThat(done.fields().path("passed").asBoolean()).isTrue();
      assertThat(done.fields().path("testBy").asText()).isEqualTo("model");
      assertThat(done.fields().path("files").path(0).asText()).isEqualTo("tests.py");
    }

    @Test
    void sendsBackWhatIsNoProgramTwiceAndNoMore() throws InterruptedException {
      Script twice =
          new Script()
              .rule("language: java", MEDIAN.reply("right"))
              .rule("file: ../x", MEDIAN.reply("right").replace("\"python\"", "\"java\""))
              .rule("", MEDIAN.reply("../x", ""));
      Done done = perform(twice, task(MEDIAN), SANDBOX);
      assertThat(done.fields().path("passed").asBoolean()).as("%s", done.outcome()).isTrue();
      assertThat(done.fields().path("rounds").asInt()).isEqualTo(1);
      assertThat(done.calls()).hasSize(4);

      Done never = perform(new Script().rule("", MEDIAN.reply("../x", "")), task(MEDIAN), SANDBOX);
      assertFailure(never, FailureClass.MALFORMED, "file: ../x (expected: a relative path");
      assertThat(never.calls()).hasSize(3);

      Done prose = perform(new Script().rule("", "Here you are!"), task(MEDIAN), SANDBOX);
      assertFailure(prose, FailureClass.MALFORMED, "is no JSON");
      assertThat(prose.calls()).hasSize(3);
    }

    @Test
    void showsTheLastProgramWhereTheTokensAreSpent() throws InterruptedException {
      Script script =
          new Script()
              .failure("The log of their run", FailureClass.BUDGET)
              .rule("", MEDIAN.reply("wrong"));

      Done done = perform(script, task(MEDIAN), SANDBOX);

      assertThat(done.fields().path("rounds").asInt()).isEqualTo(1);
      assertThat(done.text())
          .startsWith("**The test fails** (exit code 1)")
          .contains("Stopped by model test: spent.", "def median(numbers):");
    }

    @Test
    void refusesATestWithoutItsLanguage() throws InterruptedException {
      Task task =
          TestTasks.withInputs(
              task(MEDIAN), new HashMap<>(Map.of("tests", "x", "language", "cobol")));

      assertFailure(
          perform(new Script().rule("", ""), task, SANDBOX),
          FailureClass.PERMANENT,
          "input language: 'cobol' (expected: java or python, with the input tests)");
    }

    @Test
    void paysAndRunsNothingTwiceWhereAnExecutionIsResumed() throws InterruptedException {
      Script script =
          new Script()
              .rule("The log of their run", MEDIAN.reply("right"))
              .rule("", MEDIAN.reply("wrong"));
      Task task = task(MEDIAN);
      try (InProcessWorker worker = worker(script.model(), SANDBOX)) {
        TaskOutcome first = worker.perform(task);
        int calls = worker.calls(task).size();
        TaskOutcome again = worker.resume(task);

        assertThat(again).isEqualTo(first);
        assertThat(worker.calls(task))
            .as("nothing but the mark of the second execution")
            .hasSize(calls + 1);
      }
    }
  }

  @Nested
  class WithoutASandbox {

    private final CodeSandbox nowhere =
        new CodeSandbox(
            new SandboxSettings(
                Path.of("/nowhere/bwrap"), SandboxSettings.DEFAULT.jdk(), 65_501, 1),
            SandboxLimits.DEFAULT);

    @Test
    void refusesBeforeAModelIsPaid() throws InterruptedException {
      Done done = perform(new Script().rule("", MEDIAN.reply("right")), task(MEDIAN), nowhere);

      assertFailure(done, FailureClass.REFUSED, "no sandbox: ");
      assertThat(done.calls()).isEmpty();
    }

    @Test
    void stillFindsCodeAndSaysHonestlyThatItOnlyFinds() throws InterruptedException {
      try (InProcessWorker worker = worker(new OfflineExtractiveModel(), nowhere)) {
        TaskOutcome outcome =
            worker.perform(
                TestTasks.task("coder", "", "Please write a method that renews a lock.").build());

        assertThat(new Done(outcome, List.of()).text())
            .startsWith(CoderSpecialist.ONLY_FINDS)
            .contains("renewLock");
      }
    }
  }

  /** How a task ended, and its calls. */
  private record Done(TaskOutcome outcome, List<JournalRecord> calls) {

    private TaskOutcome.Success success() {
      assertThat(outcome).isInstanceOf(TaskOutcome.Success.class);
      return (TaskOutcome.Success) outcome;
    }

    JsonNode fields() {
      return Json.readObject(success().fieldsJson()).orElseThrow();
    }

    String text() {
      return success().content().orElseThrow().getText();
    }
  }

  /** A script of the scripted model, whose format is YAML and therefore JSON too. */
  private static final class Script {
    private final com.fasterxml.jackson.databind.node.ObjectNode tree =
        Json.object().put("name", "test");
    private final ArrayNode rules = tree.putArray("rules");

    Script rule(String match, String reply) {
      var rule = rules.addObject().put("purpose", CodeWriting.PURPOSE).put("reply", reply);
      if (!match.isEmpty()) {
        rule.put("match", match);
      }
      return this;
    }

    Script failure(String match, FailureClass failureClass) {
      rules
          .addObject()
          .put("match", match)
          .put("fail", failureClass.name())
          .put("message", "spent");
      return this;
    }

    ModelClient model() {
      return ScriptedModel.parse(Json.canonical(tree), "test", duration -> {});
    }
  }

  private static Task task(ProgramExample example) {
    Task task = TestTasks.task("coder", CoderSpecialist.WRITE_CODE, example.objective()).build();
    return TestTasks.withInputs(
        task,
        new HashMap<>(Map.of("tests", example.tests(), "language", example.language().text())));
  }

  private Done perform(Script script, Task task, CodeSandbox sandbox) throws InterruptedException {
    try (InProcessWorker worker = worker(script.model(), sandbox)) {
      TaskOutcome outcome = worker.perform(task);
      return new Done(outcome, worker.calls(task));
    }
  }

  private InProcessWorker worker(ModelClient model, CodeSandbox sandbox) {
    return new InProcessWorker(
        "coder",
        new CoderSpecialist(sandbox, InstantSource.system()),
        List.of(SearchTool.overCode(library), new RunCodeTool(sandbox)),
        model);
  }

  private static void assertFailure(Done done, FailureClass failureClass, String named) {
    assertThat(done.outcome())
        .isInstanceOfSatisfying(
            TaskOutcome.Failure.class,
            failure -> {
              assertThat(failure.failureClass()).isEqualTo(failureClass);
              assertThat(failure.message()).contains(named);
            });
  }
}
