package dev.baton.core.workflow;

import dev.baton.core.cel.CelException;
import dev.baton.core.cel.CelExpression;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final StepPlaces places;

  /** Makes a complaint about one key of one step. */
  interface StepPlaces {
    WorkflowException complaint(String step, String key, String problem);
  }

  private StepGraph(List<Step> all, StepPlaces places) {
    this.places = places;
    all.forEach(step -> steps.put(step.name(), step));
  }

  static void check(List<Step> steps, StepPlaces places) {
    StepGraph graph = new StepGraph(steps, places);
    steps.forEach(graph::checkNeeds);
    steps.forEach(graph::collectAncestors);
    steps.forEach(graph::collectWriter);
    graph.checkRepeat();
    steps.forEach(graph::checkReads);
    steps.forEach(graph::checkExpressions);
  }

  private void checkNeeds(Step step) {
    for (String need : step.needs()) {
      if (!steps.containsKey(need)) {
        throw unknownStep(step, "needs", need);
      }
    }
  }

  private WorkflowException unknownStep(Step step, String key, String name) {
    return places.complaint(
        step.name(),
        key,
        "there is no step '"
            + name
            + "' (expected one of: "
            + String.join(", ", steps.keySet())
            + ")");
  }

  private void collectAncestors(Step step) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(step.needs());
    while (!open.isEmpty()) {
      String next = open.pop();
      if (next.equals(step.name())) {
        throw places.complaint(
            step.name(), "needs", "the step needs itself, directly or not (expected: no cycles)");
      }
      if (seen.add(next)) {
        open.addAll(named(next).needs());
      }
    }
    ancestors.put(step.name(), seen);
  }

  private void collectWriter(Step step) {
    if (step.writes().equals(Optional.of(Step.HANDOFF))) {
      throw places.complaint(
          step.name(), "writes", "'handoff' is reserved (expected: another key)");
    }
    step.writes()
        .ifPresent(key -> {
          String other = writers.put(key, step.name());
          if (other != null) {
            throw places.complaint(
                step.name(),
                "writes",
                "'"
                    + key
                    + "' is written by step '"
                    + other
                    + "' too (expected: one writer for each key)");
          }
        });
  }

  private void checkRepeat() {
    List<Step> repeating = steps.values().stream().filter(s -> s.repeat().isPresent()).toList();
    if (repeating.size() > 1) {
      throw places.complaint(
          repeating.get(1).name(),
          "repeat",
          "step '"
              + repeating.get(0).name()
              + "' has one too (expected: one loop for each workflow)");
    }
    repeating.forEach(step -> checkRedo(step, step.repeat().orElseThrow().redo()));
  }

  private void checkRedo(Step step, List<String> redo) {
    for (String name : redo) {
      if (!steps.containsKey(name)) {
        throw unknownStep(step, "redo", name);
      }
      if (!name.equals(step.name()) && !endsBefore(name, step.name())) {
        throw places.complaint(
            step.name(),
            "redo",
            "the step does not need '" + name + "' (expected: itself and steps that it needs)");
      }
    }
    if (!redo.contains(step.name())) {
      throw places.complaint(
          step.name(), "redo", "lacks the step itself (expected: " + step.name() + " among them)");
    }
    redone.addAll(redo);
    checkNoGap(step);
  }

  /**
   * A step between two redone ones must be redone too, or the later would wait for a result that is
   * never renewed.
   */
  private void checkNoGap(Step step) {
    for (String between : ancestorsOf(step.name())) {
      boolean follows = ancestorsOf(between).stream().anyMatch(redone::contains);
      if (follows && !redone.contains(between)) {
        throw places.complaint(
            step.name(),
            "redo",
            "lacks '" + between + "', which lies between redone steps (expected: it among them)");
      }
    }
  }

  private void checkReads(Step step) {
    for (String key : step.reads()) {
      String writer = writers.get(key);
      if (writer == null) {
        throw places.complaint(
            step.name(),
            "reads",
            "no step writes '" + key + "' (expected a key that a step writes)");
      }
      if (!maySee(step, writer)) {
        throw places.complaint(step.name(), "reads", race("'" + key + "' is written by", writer));
      }
    }
  }

  private void checkExpressions(Step step) {
    step.when().ifPresent(when -> checkExpression(step, "when", when));
    step.forEach().ifPresent(each -> checkExpression(step, "forEach", each.items()));
    step.repeat()
        .ifPresent(repeat -> {
          for (String other : named(step, "until", repeat.until())) {
            if (!other.equals(step.name()) && !endsBefore(other, step.name())) {
              throw places.complaint(step.name(), "until", race("it looks at", other));
            }
          }
        });
  }

  private void checkExpression(Step step, String key, CelExpression expression) {
    for (String other : named(step, key, expression)) {
      if (!maySee(step, other)) {
        throw places.complaint(step.name(), key, race("it looks at", other));
      }
    }
  }

  private Set<String> named(Step step, String key, CelExpression expression) {
    Set<String> names;
    try {
      names = expression.keysOf(WorkflowVariables.STEPS);
    } catch (CelException e) {
      throw places.complaint(step.name(), key, String.valueOf(e.getMessage()));
    }
    for (String name : names) {
      if (!steps.containsKey(name)) {
        throw unknownStep(step, key, name);
      }
    }
    return names;
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
    return Optional.ofNullable(ancestors.get(step)).orElseThrow();
  }

  private Step named(String step) {
    return Optional.ofNullable(steps.get(step)).orElseThrow();
  }

  private static String race(String what, String writer) {
    return what
        + " step '"
        + writer
        + "', which may still be running (expected: '"
        + writer
        + "' among the step's needs)";
  }
}
