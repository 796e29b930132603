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
    Optional<Set<String>> skills = step.work().role().map(roles::get);
    step.skill()
        .filter(skill -> skills.isPresent() && !skills.get().contains(skill))
        .ifPresent(skill ->
            spots
                .skill(step)
                .report(
                    unknown(
                        "agent '%s' has no skill".formatted(step.agent()), skill, skills.get())));
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
