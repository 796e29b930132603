package dev.baton.worker.generalist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.evidence.Slices;
import dev.baton.agent.json.Json;
import dev.baton.agent.loop.LoopPrompt;
import dev.baton.agent.loop.LoopResult;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.model.Prompts;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.schemas.Plan;
import dev.baton.schemas.SliceEntry;
import dev.baton.schemas.SlicePart;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The skill plan: a goal becomes steps for the roles that the task allows. By rules where there is
 * no model. The orchestrator checks every plan; this one is checked before it is sent, so that a
 * model's slip costs a turn and not a round.
 */
final class Planner {

  static final String PURPOSE = "plan";

  private static final int MAX_GIVEN = 8_000;
  private static final String SYSTEM = Prompts.read("plan").text();

  private Planner() {}

  /**
   * Plans.
   *
   * @param objective what is to be achieved
   * @param instructions the role's own, where it has any beside the skill's
   */
  static TaskOutcome perform(TaskContext context, String objective, String instructions)
      throws InterruptedException {
    PlanBrief brief = PlanBrief.of(context.task());
    context.progress("planning with " + String.join(", ", brief.roles()));
    return context.model().name().equals(OfflineExtractiveModel.NAME)
        ? planned(RulePlan.of(objective, brief))
        : byModel(context, objective, instructions, brief);
  }

  private static TaskOutcome byModel(
      TaskContext context, String objective, String instructions, PlanBrief brief)
      throws InterruptedException {
    LoopResult result =
        context
            .loop()
            .run(
                new LoopPrompt(
                        PURPOSE,
                        instructions.isBlank() ? SYSTEM : instructions + "\n\n" + SYSTEM,
                        user(context, objective, brief),
                        Optional.of(PlanSchema.of(brief)))
                    .checked(Planner::complaint));
    ObjectNode steps = Json.object();
    for (JsonNode step : steps(result.text())) {
      ObjectNode keys = step.deepCopy();
      steps.set(keys.remove("name").asText(), keys);
    }
    return planned(steps);
  }

  private static JsonNode steps(String json) {
    return Json.readObject(json).orElseGet(Json::object).path("steps");
  }

  /** What a schema cannot say: every step has a name of its own. */
  private static Optional<String> complaint(String json) {
    Set<String> names = new HashSet<>();
    for (JsonNode step : steps(json)) {
      String name = step.path("name").asText();
      if (!names.add(name)) {
        return Optional.of("steps: '%s' stands twice (expected: once)".formatted(name));
      }
    }
    return Optional.empty();
  }

  /** In the order of the steps: the last one's result is the answer. */
  private static TaskOutcome planned(ObjectNode steps) {
    return new TaskOutcome.Planned(Plan.newBuilder().setSteps(steps.toString()).build());
  }

  private static String user(TaskContext context, String objective, PlanBrief brief) {
    StringBuilder text = new StringBuilder("## Goal\n").append(objective).append('\n');
    for (SliceEntry entry : context.task().getSlice()) {
      if (!entry.getKey().equals(PlanBrief.KEY)) {
        text.append("\n## Given: ").append(entry.getKey()).append('\n').append(given(entry));
      }
    }
    return text.append("\n## Bounds\n")
        .append(Json.canonical(brief.told()))
        .append('\n')
        .toString();
  }

  private static String given(SliceEntry entry) {
    StringBuilder text = new StringBuilder();
    for (SlicePart part : entry.getParts()) {
      String content = Slices.text(part);
      text.append(content.isBlank() ? part.getFieldsJson() : content).append('\n');
    }
    return text.length() <= MAX_GIVEN ? text.toString() : text.substring(0, MAX_GIVEN) + "…\n";
  }
}
