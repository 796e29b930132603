package dev.baton.worker.coder;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.agent.tool.ToolException;
import dev.baton.documents.PassageSearch;
import dev.baton.documents.SearchTool;
import dev.baton.sandbox.Sandbox;
import dev.baton.schemas.Citation;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Task;
import dev.baton.search.Passage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the code that a question is about and shows it with file and lines; where it has a model
 * and a sandbox it writes code and tests it. Without a model it says that it only finds; without a
 * sandbox it refuses to write what it cannot test.
 */
public final class CoderSpecialist implements Specialist {

  /** Shows code that there is. */
  public static final String FIND_CODE = "find-code";

  /** Writes code and runs its test. */
  public static final String WRITE_CODE = "write-code";

  /** What it says to whoever wants more than it can do without a model. */
  static final String ONLY_FINDS =
      "Without a model no code is written or run: this shows the code that the request is about.";

  private static final int MAX_EXCERPTS = 5;

  /** A piece of code that fits less well than this part of the best one is about something else. */
  private static final double FLOOR = 0.4;

  private static final Pattern ASKS_FOR_MORE =
      Pattern.compile(
          "(?i)^\\W*(?:please\\s+|can you\\s+|could you\\s+)?"
              + "(?:run|execute|write|implement|fix|refactor|generate|create|add|change|test|compile)\\b.*",
          Pattern.DOTALL);

  private final CodeSandbox sandbox;
  private final InstantSource clock;

  CoderSpecialist(CodeSandbox sandbox, InstantSource clock) {
    this.sandbox = sandbox;
    this.clock = clock;
  }

  @Override
  public TaskOutcome perform(TaskContext context) throws InterruptedException {
    Task task = context.task();
    if (task.getObjective().isBlank()) {
      return TaskOutcome.failure(
          FailureClass.PERMANENT, "objective: blank (expected: what the code is about)");
    }
    return switch (task.getSkill()) {
      case FIND_CODE -> find(context);
      case WRITE_CODE -> write(context);
      case "" -> asksForMore(task.getObjective()) ? write(context) : find(context);
      default ->
          TaskOutcome.failure(
              FailureClass.PERMANENT,
              "skill: %s (expected: %s or %s)".formatted(task.getSkill(), FIND_CODE, WRITE_CODE));
    };
  }

  private TaskOutcome write(TaskContext context) throws InterruptedException {
    if (context.model().name().equals(OfflineExtractiveModel.NAME)) {
      return find(context);
    }
    return switch (sandbox.get().state()) {
      case Sandbox.State.Ready _ -> CodeWriting.perform(context, clock);
      case Sandbox.State.Unavailable(String reason) ->
          TaskOutcome.failure(
              FailureClass.REFUSED,
              RunCodeTool.NO_SANDBOX
                  + reason
                  + " (expected: a sandbox, since no code is written here that cannot be tested)");
    };
  }

  private static TaskOutcome find(TaskContext context) throws InterruptedException {
    Task task = context.task();
    context.progress("searching the code");
    try {
      List<Passage> found =
          PassageSearch.call(context.tools(), SearchTool.SEARCH_CODE, task.getObjective());
      boolean more = task.getSkill().equals(WRITE_CODE) || asksForMore(task.getObjective());
      return outcome(best(found), more);
    } catch (ToolException e) {
      return TaskOutcome.failure(FailureClass.PERMANENT, String.valueOf(e.getMessage()));
    }
  }

  static boolean asksForMore(String objective) {
    return ASKS_FOR_MORE.matcher(objective).matches();
  }

  private static List<Passage> best(List<Passage> found) {
    double best = found.isEmpty() ? 0 : found.getFirst().score();
    return found.stream()
        .filter(passage -> passage.score() >= best * FLOOR)
        .limit(MAX_EXCERPTS)
        .toList();
  }

  private static TaskOutcome outcome(List<Passage> found, boolean asksForMore) {
    StringBuilder text = new StringBuilder(asksForMore ? ONLY_FINDS + "\n\n" : "");
    List<Citation> citations = new ArrayList<>();
    for (Passage passage : found) {
      Excerpt excerpt = Excerpt.of(passage);
      int number = citations.size() + 1;
      citations.add(excerpt.citation(number));
      text.append(excerpt.markdown(number)).append('\n');
    }
    if (found.isEmpty()) {
      text.append("No code about this was found in the documents.\n");
    }
    return TaskOutcome.markdown(text.toString(), fields(found, asksForMore), citations);
  }

  private static String fields(List<Passage> found, boolean asksForMore) {
    ObjectNode fields = Json.object();
    ArrayNode files = fields.putArray("files");
    found.stream().map(Passage::source).distinct().forEach(files::add);
    return Json.canonical(
        fields
            .put("excerpts", found.size())
            .put("onlyFinds", true)
            .put("askedForMore", asksForMore));
  }
}
