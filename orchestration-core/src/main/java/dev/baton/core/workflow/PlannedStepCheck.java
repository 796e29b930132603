package dev.baton.core.workflow;

import dev.baton.core.message.AgentCard;
import dev.baton.core.message.Skill;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a step of a plan may be, beyond what any step may be: the work of an allowed role, and
 * nothing that waits, repeats, plans again or goes on elsewhere.
 */
final class PlannedStepCheck {
  private static final List<String> KEYS =
      List.of(
          "agent",
          "fallback",
          "forEach",
          "join",
          "merge",
          "needs",
          "objective",
          "onMissing",
          "reads",
          "retry",
          "skill",
          "timeout",
          "when",
          "writes");
  private static final int SHOWN = 60;

  private final Map<String, AgentCard> allowed = new TreeMap<>();

  PlannedStepCheck(List<AgentCard> allowed) {
    allowed.forEach(card -> this.allowed.put(card.role(), card));
  }

  List<String> flaws(String name, Object step) {
    String place = "step '" + cut(name) + "': ";
    if (!(step instanceof Map<?, ?> keys)) {
      return List.of(place + "is not a map (expected: agent, objective, needs, …)");
    }
    List<String> flaws = new ArrayList<>();
    for (Object key : new TreeSet<>(keys.keySet())) {
      if (!KEYS.contains(key.toString())) {
        flaws.add(
            place
                + "key '%s' is not for plans (expected one of: %s)"
                    .formatted(cut(key.toString()), String.join(", ", KEYS)));
      }
    }
    role(word(keys, "agent"))
        .ifPresentOrElse(
            flaw -> flaws.add(place + "key 'agent': " + flaw),
            () -> skill(keys).ifPresent(flaw -> flaws.add(place + "key 'skill': " + flaw)));
    if (keys.containsKey("fallback")) {
      role(word(keys, "fallback")).ifPresent(flaw -> flaws.add(place + "key 'fallback': " + flaw));
    }
    merger(keys).flatMap(this::role).ifPresent(flaw -> flaws.add(place + "key 'merge': " + flaw));
    return flaws;
  }

  /** The role that merges, where one does. */
  private static Optional<String> merger(Map<?, ?> keys) {
    if (keys.get("merge") instanceof Map<?, ?> merge) {
      return Optional.of(word(merge, "by"));
    }
    return Optional.of(word(keys, "merge")).filter(AgentMerge.REVIEWER::equals);
  }

  private Optional<String> role(String role) {
    return allowed.containsKey(role)
        ? Optional.empty()
        : Optional.of(
            "'%s' is no role for this plan (expected one of: %s)"
                .formatted(cut(role), String.join(", ", allowed.keySet())));
  }

  private Optional<String> skill(Map<?, ?> keys) {
    AgentCard card = allowed.get(word(keys, "agent"));
    String skill = word(keys, "skill");
    return !keys.containsKey("skill") || card == null || card.hasSkill(skill)
        ? Optional.empty()
        : Optional.of(
            "agent '%s' has no skill '%s' (expected one of: %s)"
                .formatted(
                    card.role(),
                    cut(skill),
                    String.join(", ", card.skills().stream().map(Skill::name).toList())));
  }

  private static String word(Map<?, ?> keys, String key) {
    return keys.containsKey(key) ? String.valueOf(keys.get(key)) : "";
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
