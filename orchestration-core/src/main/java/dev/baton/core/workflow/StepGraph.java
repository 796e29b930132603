package dev.baton.core.workflow;

import static java.util.stream.Collectors.joining;

import dev.baton.core.cel.CelException;
import dev.baton.core.cel.CelExpression;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Checks what steps need, read and redo.
 *
 * <p>A step may look only at what has certainly ended before it starts: the results of steps that
 * it needs, directly or not, and, inside a loop, those of the round before. Anything else would
 * make the outcome depend on which worker answers first.
 */
final class StepGraph {
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Map<String, Set<String>> ancestors = new HashMap<>();
  private final Map<String, String> writers = new HashMap<>();
  private final Set<String> redone = new HashSet<>();
  private final Spots spots;

  private StepGraph(List<Step> all, Spots spots) {
    this.spots = spots;
    all.forEach(step -> steps.put(step.name(), step));
  }

  static void check(List<Step> steps, Spots spots) {
    StepGraph graph = new StepGraph(steps, spots);
    steps.forEach(graph::checkNeeds);
    steps.forEach(graph::collectAncestors);
    graph.checkCycles();
    steps.forEach(graph::collectWriter);
    graph.checkRepeat();
    steps.forEach(graph::checkReads);
    steps.forEach(graph::checkExpressions);
  }

  static String unknownStep(String name, Collection<Step> steps) {
    return "there is no step '%s' (expected one of: %s)"
        .formatted(
            name,
            steps.stream()
                .map(Step::name)
                .filter(other -> !AgentMerge.isPart(other))
                .collect(joining(", ")));
  }

  private void checkNeeds(Step step) {
    step.needs().stream()
        .filter(need -> !steps.containsKey(need))
        .forEach(
            need -> spots.of(step, "needs").reportElement(need, unknownStep(need, steps.values())));
  }

  private void collectAncestors(Step step) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(step.needs());
    while (!open.isEmpty()) {
      String next = open.pop();
      if (steps.containsKey(next) && seen.add(next)) {
        open.addAll(named(next).needs());
      }
    }
    ancestors.put(step.name(), seen);
  }

  /** Once for each cycle: at the first of its steps. */
  private void checkCycles() {
    Set<String> told = new HashSet<>();
    for (Step step : steps.values()) {
      if (endsBefore(step.name(), step.name()) && told.add(step.name())) {
        Predicate<String> inCycle =
            other -> endsBefore(other, step.name()) && endsBefore(step.name(), other);
        steps.keySet().stream().filter(inCycle).forEach(told::add);
        String need = step.needs().stream().filter(inCycle).findFirst().orElseThrow();
        spots
            .of(step, "needs")
            .reportElement(need, "the step needs itself, directly or not (expected: no cycles)");
      }
    }
  }

  private void collectWriter(Step step) {
    step.writes()
        .filter(Step.RESERVED::contains)
        .ifPresent(key ->
            spots.of(step, "writes").report("'" + key + "' is reserved (expected: another key)"));
    step.writes()
        .ifPresent(key -> {
          String other = writers.putIfAbsent(key, step.name());
          if (other != null) {
            spots
                .of(step, "writes")
                .report(
                    "'%s' is written by step '%s' too (expected: one writer for each key)"
                        .formatted(key, other));
          }
        });
  }

  private void checkRepeat() {
    List<Step> repeating = steps.values().stream().filter(s -> s.repeat().isPresent()).toList();
    repeating.stream()
        .skip(1)
        .forEach(step ->
            spots
                .of(step, "repeat")
                .report(
                    "step '%s' has one too (expected: one loop for each workflow)"
                        .formatted(repeating.getFirst().name())));
    repeating.stream()
        .limit(1)
        .forEach(step -> checkRedo(step, step.repeat().orElseThrow().redo()));
  }

  private void checkRedo(Step step, List<String> redo) {
    Spot spot = spots.of(step, "redo");
    for (String name : redo) {
      if (!steps.containsKey(name)) {
        spot.reportElement(name, unknownStep(name, steps.values()));
      } else if (!name.equals(step.name()) && !endsBefore(name, step.name())) {
        spot.reportElement(
            name,
            "the step does not need '" + name + "' (expected: itself and steps that it needs)");
      }
    }
    if (!redo.contains(step.name())) {
      spot.report("lacks the step itself (expected: " + step.name() + " among them)");
    }
    redone.addAll(redo);
    checkNoGap(step, spot);
  }

  /**
   * A step between two redone ones must be redone too, or the later would wait for a result that is
   * never renewed.
   */
  private void checkNoGap(Step step, Spot spot) {
    for (String between : steps.keySet()) {
      boolean follows = ancestorsOf(between).stream().anyMatch(redone::contains);
      if (follows && endsBefore(between, step.name()) && !redone.contains(between)) {
        spot.report(
            "lacks '" + between + "', which lies between redone steps (expected: it among them)");
      }
    }
  }

  private void checkReads(Step step) {
    Spot spot = spots.of(step, "reads");
    for (String key : step.reads()) {
      String writer = writers.get(key);
      if (writer == null) {
        spot.reportElement(key, "no step writes '" + key + "' (expected a key that a step writes)");
      } else if (!maySee(step, writer)) {
        spot.reportElement(key, race("'" + key + "' is written by", writer));
      }
    }
  }

  private void checkExpressions(Step step) {
    step.when()
        .ifPresent(when -> check(spots.of(step, "when"), when, other -> maySee(step, other)));
    step.forEach()
        .ifPresent(each -> check(spots.items(step), each.items(), other -> maySee(step, other)));
    step.repeat()
        .ifPresent(repeat ->
            check(
                spots.of(step, "until"),
                repeat.until(),
                other -> other.equals(step.name()) || endsBefore(other, step.name())));
  }

  private void check(Spot spot, CelExpression expression, Predicate<String> visible) {
    List<CelExpression.Use> uses;
    try {
      uses = expression.usesOf(WorkflowVariables.STEPS);
    } catch (CelException e) {
      e.issues().forEach(issue -> spot.reportAt(issue.offset(), issue.message()));
      return;
    }
    for (CelExpression.Use use : uses) {
      Step used = steps.get(use.key());
      if (used == null) {
        spot.reportAt(use.offset(), unknownStep(use.key(), steps.values()));
      } else if (!visible.test(use.key())) {
        spot.reportAt(use.offset(), race("it looks at", use.key()));
      } else {
        UseCheck.check(spot, use, used);
      }
    }
  }

  private boolean maySee(Step step, String other) {
    boolean roundBefore =
        redone.contains(step.name())
            && redone.contains(other)
            && (other.equals(step.name()) || endsBefore(step.name(), other));
    return endsBefore(other, step.name()) || roundBefore;
  }

  private boolean endsBefore(String earlier, String later) {
    return ancestorsOf(later).contains(earlier);
  }

  private Set<String> ancestorsOf(String step) {
    return ancestors.getOrDefault(step, Set.of());
  }

  private Step named(String step) {
    return Optional.ofNullable(steps.get(step)).orElseThrow();
  }

  private static String race(String what, String writer) {
    return "%s step '%s', which may still be running (expected: '%s' among the step's needs)"
        .formatted(what, writer, writer);
  }
}
