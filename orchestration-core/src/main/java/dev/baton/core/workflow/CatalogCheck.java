package dev.baton.core.workflow;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks that the roles, skills and workflows that steps name are known. */
final class CatalogCheck {
  private CatalogCheck() {}

  static void check(List<Step> steps, Catalog catalog, Spots spots) {
    for (Step step : steps) {
      catalog.roles().ifPresent(roles -> checkRoles(step, roles, spots));
      if (step.work() instanceof Work.Child(String name)) {
        catalog
            .workflows()
            .filter(known -> !known.contains(name))
            .ifPresent(known ->
                spots.of(step, "workflow").report(unknown("there is no workflow", name, known)));
      }
    }
  }

  private static void checkRoles(Step step, Map<String, Set<String>> roles, Spots spots) {
    step.work()
        .role()
        .filter(role -> !role.isEmpty())
        .ifPresent(role -> checkRole(role, roles, spots.role(step)));
    step.fallback().ifPresent(role -> checkRole(role, roles, spots.of(step, "fallback")));
    if (step.work() instanceof Work.Planning planning) {
      planning.allow().forEach(role -> checkRole(role, roles, spots.of(step, "allow")));
    }
    step.work()
        .role()
        .ifPresent(role ->
            checkSkill(role, step.work().skill().or(step::skill), roles, spots.skill(step)));
    step.compensate()
        .ifPresent(undo -> {
          checkRole(undo.agent(), roles, spots.compensation(step, "agent"));
          checkSkill(undo.agent(), undo.skill(), roles, spots.compensation(step, "skill"));
        });
  }

  private static void checkSkill(
      String role, Optional<String> skill, Map<String, Set<String>> roles, Spot spot) {
    Optional<Set<String>> skills = Optional.ofNullable(roles.get(role));
    skill
        .filter(asked -> skills.isPresent() && !skills.get().contains(asked))
        .ifPresent(asked ->
            spot.report(unknown("agent '%s' has no skill".formatted(role), asked, skills.get())));
  }

  private static void checkRole(String role, Map<String, Set<String>> roles, Spot spot) {
    if (!roles.containsKey(role)) {
      spot.report(unknown("there is no card for agent", role, roles.keySet()));
    }
  }

  private static String unknown(String problem, String name, Collection<String> known) {
    return "%s '%s' (expected one of: %s)"
        .formatted(problem, name, String.join(", ", new TreeSet<>(known)));
  }
}
