package dev.baton.worker.generalist;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.evidence.Slices;
import dev.baton.agent.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A plan without a model: researchers on the facets of the goal, side by side, then a writer; with
 * fewer roles or less room, one step. Deterministic, and never more than the brief allows.
 */
final class RulePlan {

  private static final String GATHERER = "researcher";
  private static final List<String> COMPOSERS = List.of("writer", "generalist");

  private RulePlan() {}

  static ObjectNode of(String objective, PlanBrief brief) {
    Optional<String> composer = COMPOSERS.stream().filter(brief::allows).findFirst();
    boolean both =
        composer.isPresent()
            && brief.allows(GATHERER)
            && brief.maxSteps() >= 2
            && brief.maxTasks() >= 2;
    return both ? twoSteps(objective, composer.get(), brief) : oneStep(objective, composer, brief);
  }

  private static ObjectNode twoSteps(String objective, String composer, PlanBrief brief) {
    List<String> facets = FacetSplitter.split(objective);
    List<String> affordable = facets.subList(0, Math.min(facets.size(), brief.maxTasks() - 1));
    ObjectNode steps = Json.object();
    ObjectNode gather = steps.putObject("research").put("agent", GATHERER);
    // JSON texts in a JSON list are also CEL texts in a CEL list.
    ArrayNode items = Json.object().putArray("items");
    affordable.forEach(items::add);
    gather.put("forEach", items.toString()).put("writes", Slices.EVIDENCE);
    ObjectNode write = steps.putObject("write").put("agent", composer);
    write.put("objective", objective);
    write.putArray("needs").add("research");
    write.putArray("reads").add(Slices.EVIDENCE);
    return steps;
  }

  private static ObjectNode oneStep(String objective, Optional<String> composer, PlanBrief brief) {
    String role =
        Stream.concat(composer.stream(), Stream.of(GATHERER).filter(brief::allows))
            .findFirst()
            .orElse(brief.roles().getFirst());
    ObjectNode steps = Json.object();
    steps.putObject("work").put("agent", role).put("objective", objective);
    return steps;
  }
}
