package dev.baton.core.run;

import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Missing;
import dev.baton.core.workflow.Repeat;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an answer lacks and why: in the order of the definition and of the items, so the order of
 * arrival does not matter.
 */
final class Missings {
  private Missings() {}

  static List<Missing> of(Draft draft, End end) {
    List<Missing> named = new ArrayList<>();
    int most = draft.plan().limits().maxMissing();
    long total = 0;
    for (Step step : draft.plan().steps()) {
      List<Missing> ofStep = of(draft, step, end);
      named.addAll(ofStep.subList(0, Math.min(ofStep.size(), most + 1 - named.size())));
      total += Math.max(ofStep.size(), lackingResults(draft, step));
    }
    return named.size() <= most ? named : summarised(named, total - most);
  }

  private static int lackingResults(Draft draft, Step step) {
    return draft
        .findStep(draft.current(step.name()))
        .map(record -> record.total() - record.succeeded())
        .orElse(0);
  }

  private static List<Missing> summarised(List<Missing> named, long more) {
    Missing next = named.get(named.size() - 1);
    List<Missing> all = new ArrayList<>(named.subList(0, named.size() - 1));
    all.add(new Missing(next.step(), Optional.empty(), next.reason(), "and " + more + " more"));
    return all;
  }

  static List<Missing> of(Draft draft, Step step, End end) {
    StepRound current = draft.current(step.name());
    Optional<StepRecord> record = draft.findStep(current);
    if (record.isEmpty()) {
      return List.of(whole(step, end.unfinished(), "was not started when the run ended"));
    }
    return switch (record.get().status()) {
      case SKIPPED, CANCELLED -> List.of();
      case SUCCEEDED -> {
        List<Missing> missing = new ArrayList<>(unaccepted(draft, step));
        missing.addAll(incomplete(draft, step, end));
        yield missing;
      }
      case PARTIAL, FAILED, ACTIVE ->
          record
              .get()
              .failure()
              .map(failure -> List.of(whole(step, failure.failureClass(), failure.message())))
              .orElseGet(() -> tasksOrQuorum(draft, step, end));
    };
  }

  /** A child run's answer may lack something though its task succeeded. */
  private static List<Missing> incomplete(Draft draft, Step step, End end) {
    return step.work() instanceof Work.Child || step.work() instanceof Work.Planning
        ? tasks(draft, draft.current(step.name()), end).stream()
            .filter(missing -> missing.detail().startsWith(Children.INCOMPLETE))
            .toList()
        : List.of();
  }

  /** A loop that ran into its bound has not brought what it should: its condition does not hold. */
  private static List<Missing> unaccepted(Draft draft, Step step) {
    return step.repeat()
        .flatMap(loop ->
            Closing.whyNot(draft, loop).map(why -> List.of(unaccepted(draft, step, loop, why))))
        .orElse(List.of());
  }

  private static Missing unaccepted(Draft draft, Step step, Repeat loop, String why) {
    String detail =
        "'%s' %s after %d rounds%s"
            .formatted(
                loop.until().source(), why, draft.header().round() + 1, stopped(draft, loop));
    return whole(step, FailureClass.REFUSED, detail);
  }

  /** A quorum may be larger than the list that it is to come from. */
  private static List<Missing> tasksOrQuorum(Draft draft, Step step, End end) {
    StepRound current = draft.current(step.name());
    List<Missing> tasks = tasks(draft, current, end);
    StepRecord record = draft.step(current);
    if (!tasks.isEmpty() || !record.status().isClosed()) {
      return tasks;
    }
    String detail =
        "has %d results of the %d that its join asks for"
            .formatted(record.succeeded(), step.join().required(record.total()));
    return List.of(whole(step, FailureClass.PERMANENT, detail));
  }

  private static String stopped(Draft draft, Repeat loop) {
    return draft.header().round() < loop.max()
        ? Closing.futile(draft, loop).map(reason -> ": " + reason).orElse("")
        : "";
  }

  private static List<Missing> tasks(Draft draft, StepRound step, End end) {
    StepRecord record = draft.step(step);
    List<Missing> missing = new ArrayList<>();
    int most = draft.plan().limits().maxMissing();
    for (int index = 0; index < record.total() && missing.size() <= most; index++) {
      TaskPlace place = Outputs.place(draft, step, index);
      Optional<TaskRecord> task = Outputs.task(draft, draft.idOf(place), record.total());
      lack(record, place, task, end).ifPresent(missing::add);
    }
    return missing;
  }

  private static Optional<Missing> lack(
      StepRecord step, TaskPlace place, Optional<TaskRecord> task, End end) {
    TaskPhase phase = task.map(TaskRecord::phase).orElse(TaskPhase.WAITING);
    return switch (phase) {
      case SUCCEEDED, GIVEN_UP ->
          task.flatMap(TaskRecord::failure)
              .map(failure -> of(place, failure.failureClass(), failure.message()));
      case CANCELLED, DISPATCHED, STARTED, WAITING, ASKED ->
          step.status() == StepStatus.ACTIVE
              ? Optional.of(of(place, end.unfinished(), "was not finished when the run ended"))
              : Optional.of(
                  of(
                      place,
                      FailureClass.TIMEOUT,
                      "was not finished when the step's deadline passed"));
    };
  }

  private static Missing of(TaskPlace place, FailureClass reason, String detail) {
    return new Missing(place.step(), place.item(), reason, detail);
  }

  private static Missing whole(Step step, FailureClass reason, String detail) {
    return new Missing(step.name(), Optional.empty(), reason, detail);
  }
}
