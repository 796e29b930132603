package dev.baton.core.workflow;

import dev.baton.core.message.Budget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A checked workflow: names are unique, needs are acyclic, and nothing reads what could still be
 * written beside it. Made by {@link WorkflowParser}. Immutable and thread-safe.
 *
 * @param name the workflow's name
 * @param version counts up; a version never changes
 * @param description what it is for
 * @param examples requests that belong to it
 * @param deadline the run's deadline where the request gives none
 * @param budget bounds where the request gives none
 * @param steps in the order of the definition
 * @param answer the step whose result is the answer
 */
public record Workflow(
    String name,
    int version,
    String description,
    List<String> examples,
    Optional<Duration> deadline,
    Budget budget,
    List<Step> steps,
    String answer) {

  /** Copies the lists. */
  public Workflow {
    examples = List.copyOf(examples);
    steps = List.copyOf(steps);
  }

  /** name@version. */
  public String reference() {
    return name + "@" + version;
  }

  /**
   * The step of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Step step(String stepName) {
    return steps.stream()
        .filter(step -> step.name().equals(stepName))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "step: \"" + stepName + "\" (expected: a step of " + reference() + ")"));
  }

  /** The one step that closes a loop. */
  public Optional<Step> repeating() {
    return steps.stream().filter(step -> step.repeat().isPresent()).findFirst();
  }

  /** Whether the step is done again in each round. */
  public boolean isRedone(String stepName) {
    return repeating()
        .flatMap(Step::repeat)
        .filter(repeat -> repeat.redo().contains(stepName))
        .isPresent();
  }

  /** Every workflow whose child runs its steps are, sorted. */
  public Set<String> children() {
    Set<String> names = new TreeSet<>();
    for (Step step : steps) {
      if (step.work() instanceof Work.Child child) {
        names.add(child.name());
      }
    }
    return names;
  }

  /** Every role that the workflow names, fallbacks, compensations and plans included, sorted. */
  public Set<String> roles() {
    Set<String> roles = new TreeSet<>();
    for (Step step : steps) {
      step.work().role().ifPresent(roles::add);
      step.fallback().ifPresent(roles::add);
      if (step.work() instanceof Work.Planning planning) {
        roles.addAll(planning.allow());
      }
      step.compensate().map(Compensation::agent).ifPresent(roles::add);
    }
    return roles;
  }

  /**
   * Roles that the workflow does not name but makes use of where they are published: who does a
   * plan step's work where no plan can be had.
   */
  public Set<String> optionalRoles() {
    boolean wanted =
        steps.stream()
            .anyMatch(step -> step.work() instanceof Work.Planning && step.fallback().isEmpty());
    return wanted ? Set.of(Work.Planning.FALLBACK) : Set.of();
  }
}
