package dev.baton.core.workflow;

import dev.baton.core.cel.CelExpression;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Checks what can be told without a run: expressions that never have a value, steps that are never
 * carried out, loops that end always the same way, joins that can never be complete, and what would
 * end only after the workflow has.
 *
 * <p>A step is unreachable when its condition is false whatever happens. Steps that need it are
 * not: a skipped step counts as ended.
 */
final class OutlookCheck {
  private final Spots spots;
  private final Optional<Duration> deadline;

  private OutlookCheck(Workflow workflow, Spots spots) {
    this.spots = spots;
    this.deadline = workflow.deadline();
  }

  static void check(Workflow workflow, Spots spots) {
    OutlookCheck check = new OutlookCheck(workflow, spots);
    for (Step step : workflow.steps()) {
      check.checkValues(step);
      check.checkCondition(step);
      check.checkLoop(step);
      check.checkItems(step);
      check.checkTimes(step);
      check.checkBackoff(step);
    }
  }

  private void checkValues(Step step) {
    step.when().ifPresent(when -> checkValue(spots.of(step, "when"), when));
    step.forEach().ifPresent(each -> checkValue(spots.items(step), each.items()));
    step.repeat().ifPresent(repeat -> checkValue(spots.of(step, "until"), repeat.until()));
  }

  private static void checkValue(Spot spot, CelExpression expression) {
    expression
        .flaw()
        .ifPresent(flaw ->
            flaw.issues()
                .forEach(issue ->
                    spot.reportAt(issue.offset(), "never has a value: " + told(issue.message()))));
  }

  private static String told(String flaw) {
    String expected = "(expected: ";
    return flaw.contains(expected) ? flaw : flaw + " " + expected + "one that can be evaluated)";
  }

  private void checkCondition(Step step) {
    if (step.when().flatMap(when -> when.constant()).equals(Optional.of(false))) {
      spots
          .of(step, "when")
          .report(
              "is never true, so the step is unreachable (expected: a condition over steps, goal, inputs or round)");
    }
  }

  private void checkLoop(Step step) {
    step.repeat()
        .flatMap(repeat -> repeat.until().constant())
        .filter(Boolean.class::isInstance)
        .ifPresent(value ->
            spots
                .of(step, "until")
                .report(
                    "is always %s (expected: a condition over the round's results)"
                        .formatted(value)));
  }

  private void checkItems(Step step) {
    Optional<Integer> items =
        step.forEach()
            .flatMap(each -> each.items().constant())
            .flatMap(value ->
                value instanceof List<?> list ? Optional.of(list.size()) : Optional.empty());
    if (items.equals(Optional.of(0))) {
      spots.items(step).report("has no items, so the step has no tasks (expected: at least one)");
    } else if (items.isPresent() && step.join().quorum() > items.get()) {
      spots
          .of(step, "quorum")
          .report(
              "asks for %d of %d results (expected: at most %d)"
                  .formatted(step.join().quorum(), items.get(), items.get()));
    }
  }

  private void checkTimes(Step step) {
    step.join()
        .deadline()
        .ifPresent(time -> checkTime(spots.joinDeadline(step), time, "closes the step"));
    if (step.work() instanceof Work.Pause(Duration time)) {
      checkTime(spots.of(step, "wait"), time, "ends");
    }
  }

  private void checkTime(Spot spot, Duration time, String what) {
    deadline
        .filter(end -> time.compareTo(end) >= 0)
        .ifPresent(end ->
            spot.report(
                "%s when the workflow has ended already (expected: less than its deadline of %s)"
                    .formatted(what, Durations.text(end))));
  }

  private void checkBackoff(Step step) {
    RetryPolicy retry = step.retry();
    if (retry.cap().compareTo(retry.backoff()) < 0) {
      spots
          .of(step, "cap")
          .report(
              "is %s, less than the backoff of %s (expected: at least as much)"
                  .formatted(Durations.text(retry.cap()), Durations.text(retry.backoff())));
    }
  }
}
