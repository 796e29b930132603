package dev.baton.worker.coder;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.evidence.Slices;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.json.Json;
import dev.baton.agent.loop.LoopPrompt;
import dev.baton.agent.model.Prompt;
import dev.baton.agent.model.Prompts;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.agent.tool.ToolException;
import dev.baton.sandbox.code.Language;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.SliceEntry;
import dev.baton.schemas.SlicePart;
import dev.baton.schemas.Task;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The skill write-code: the model writes a program and its test, the sandbox runs them, and what
 * failed goes back to the model until the test passes or a limit is reached. Every call goes
 * through the journal, so an execution that is resumed neither pays nor runs twice. Used by one
 * thread, for one task.
 */
final class CodeWriting {

  /** The purpose under which the model is asked. */
  static final String PURPOSE = "code";

  /** Programs that are run. */
  static final int MAX_ROUNDS = 4;

  /** Replies with one program's faults that are sent back. */
  static final int MAX_REPAIRS = 2;

  private static final int MAX_GIVEN_CHARS = 24_000;

  /** With less time left no further round is begun. */
  private static final Duration ROUND = Duration.ofSeconds(15);

  private static final Prompt PROMPT = Prompts.read("code");

  private final TaskContext context;
  private final InstantSource clock;
  private final Optional<GivenTest> givenTest;
  private @Nullable Attempt last;
  private int rounds;
  private String stoppedBy = "";

  /** A program and what came of testing it. */
  private record Attempt(Program program, TestLog log) {}

  private CodeWriting(TaskContext context, InstantSource clock) {
    this.context = context;
    this.clock = clock;
    this.givenTest = GivenTest.of(context.task());
  }

  /**
   * Writes a program.
   *
   * @throws InterruptedException if the work was interrupted
   * @throws TaskFailureException if there is no program to show: the model gave none, of class
   *     MALFORMED where what it gave is none after two repairs; of class REFUSED if nothing can be
   *     run here
   */
  static TaskOutcome perform(TaskContext context, InstantSource clock) throws InterruptedException {
    return new CodeWriting(context, clock).toEnd();
  }

  private TaskOutcome toEnd() throws InterruptedException {
    while (mayGoOn()) {
      rounds++;
      context.progress("writing code, round %d".formatted(rounds));
      Program program;
      try {
        program = write();
      } catch (TaskFailureException e) {
        if (last == null || e.failureClass() != FailureClass.BUDGET) {
          throw e;
        }
        rounds--;
        stoppedBy = String.valueOf(e.getMessage());
        break;
      }
      context.progress("running the test, round %d".formatted(rounds));
      last = new Attempt(program, test(program));
    }
    return outcome(java.util.Objects.requireNonNull(last));
  }

  private boolean mayGoOn() {
    if (last == null) {
      return true;
    }
    if (last.log().passed()) {
      return false;
    }
    if (rounds >= MAX_ROUNDS) {
      stoppedBy = "%d rounds".formatted(MAX_ROUNDS);
      return false;
    }
    Duration left = Duration.between(clock.instant(), context.deadline());
    if (left.compareTo(ROUND) < 0) {
      stoppedBy = "its time";
      return false;
    }
    return true;
  }

  private Program write() throws InterruptedException {
    String complaint = "";
    for (int repairs = 0; repairs <= MAX_REPAIRS; repairs++) {
      LoopPrompt prompt =
          new LoopPrompt(PURPOSE, PROMPT.text(), user(complaint), Optional.of(Program.SCHEMA));
      String reply = context.loop().run(prompt).text();
      try {
        return Program.read(reply, givenTest);
      } catch (IllegalArgumentException e) {
        complaint = String.valueOf(e.getMessage());
      }
    }
    throw new TaskFailureException(
        FailureClass.MALFORMED,
        "output of %s: %s (after %d repairs)".formatted(PURPOSE, complaint, MAX_REPAIRS));
  }

  private TestLog test(Program program) throws InterruptedException {
    try {
      return TestLog.read(
          context.tools().call(RunCodeTool.RUN_CODE, program.toolArguments()).text());
    } catch (ToolException e) {
      String reason = String.valueOf(e.getMessage());
      if (reason.startsWith(RunCodeTool.NO_SANDBOX)) {
        throw new TaskFailureException(FailureClass.REFUSED, reason, e);
      }
      return TestLog.notRun(reason);
    }
  }

  private String user(String complaint) {
    Task task = context.task();
    StringBuilder text = new StringBuilder("## Task\n").append(task.getObjective()).append('\n');
    Language.of(task.getInputs().getOrDefault("language", ""))
        .ifPresent(language -> text.append("Language: ").append(language.text()).append('\n'));
    givenTest.ifPresent(test ->
        text.append("\n## The test, `%s`\n".formatted(test.path()))
            .append(Fence.around(test.source(), test.language().text())));
    for (SliceEntry entry : task.getSlice()) {
      text.append("\n## Given: ").append(entry.getKey()).append('\n');
      for (SlicePart part : entry.getParts()) {
        String content = Slices.text(part);
        text.append(cut(content.isBlank() ? part.getFieldsJson() : content)).append('\n');
      }
    }
    Attempt failed = last;
    if (failed != null) {
      text.append("\n## Your files\n").append(failed.program().markdown());
      text.append("\n## The log of their run\n").append(Fence.around(failed.log().text(), ""));
    }
    if (!complaint.isEmpty()) {
      text.append("\n## Your last reply cannot be used\n").append(complaint).append('\n');
    }
    return text.toString();
  }

  private static String cut(String text) {
    return text.length() <= MAX_GIVEN_CHARS ? text : text.substring(0, MAX_GIVEN_CHARS) + "\n[cut]";
  }

  private TaskOutcome outcome(Attempt attempt) {
    Program program = attempt.program();
    TestLog log = attempt.log();
    String verdict =
        log.passed()
            ? "The test passes (round %d).".formatted(rounds)
            : "**The test fails** (%s); this program is not right. Stopped by %s."
                .formatted(log.ending(), stoppedBy);
    String text =
        "%s\n\n%s\n\n%s### Test log\n\n%s"
            .formatted(
                verdict, program.summary(), program.markdown(), Fence.around(log.text(), ""));
    return TaskOutcome.markdown(text, fields(program, log), List.of());
  }

  private String fields(Program program, TestLog log) {
    ObjectNode fields = Json.object();
    ArrayNode files = fields.putArray("files");
    program.files().forEach(file -> files.add(file.path()));
    fields
        .put("passed", log.passed())
        .put("ending", log.ending())
        .put("rounds", rounds)
        .put("stoppedBy", stoppedBy)
        .put("test", program.test())
        .put("testBy", givenTest.isPresent() ? "request" : "model")
        .put("language", program.language().text())
        .put("model", context.model().name())
        .put("promptDigest", PROMPT.digest());
    return Json.canonical(fields);
  }
}
