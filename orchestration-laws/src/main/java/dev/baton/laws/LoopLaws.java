package dev.baton.laws;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.ResultBody;
import dev.baton.core.run.Fact;
import dev.baton.core.run.Hop;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunStore;
import dev.baton.core.run.StepFact;
import dev.baton.core.run.StepRound;
import dev.baton.core.run.TaskFact;
import dev.baton.core.run.TaskRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Nothing goes round without getting on: no round follows one that brought nothing new, and no task
 * is handed back and forth at the same place.
 */
final class LoopLaws {
  private final int maxHops;
  private final Map<TaskId, List<Hop>> hops = new HashMap<>();
  private final Map<StepRound, Map<Integer, Object>> brought = new HashMap<>();

  /**
   * Nothing has happened yet.
   *
   * @param maxHops handoffs of one task
   */
  LoopLaws(int maxHops) {
    this.maxHops = maxHops;
  }

  LoopLaws(LoopLaws other) {
    this(other.maxHops);
    other.hops.forEach((task, known) -> hops.put(task, new ArrayList<>(known)));
    other.brought.forEach((step, known) -> brought.put(step, new HashMap<>(known)));
  }

  List<Object> memory() {
    return List.of(hops, brought);
  }

  void check(RunStore before, Fact fact) {
    switch (fact) {
      case TaskFact.TaskSucceeded s -> bring(before, s.taskId(), s.output());
      case TaskFact.WaitEnded w -> bring(before, w.taskId(), w.output());
      case TaskFact.TaskHandedOff h -> checkHop(h);
      case StepFact.RoundStarted r ->
          unless(
              r.round() < 2 || r.steps().stream().anyMatch(step -> hasNews(step, r.round() - 1)),
              "loop: another round though the last one brought nothing new");
      default -> {}
    }
  }

  private void checkHop(TaskFact.TaskHandedOff handed) {
    List<Hop> former = hops.computeIfAbsent(handed.taskId(), _ -> new ArrayList<>());
    unless(
        former.stream()
            .noneMatch(hop ->
                hop.fromRole().equals(handed.handoff().toRole())
                    && hop.handoff().state().equals(handed.handoff().state())),
        () -> "handoff: back and forth at the same place: " + handed);
    former.add(new Hop(handed.fromRole(), handed.handoff()));
    unless(former.size() <= maxHops, () -> "handoff: " + former.size() + " hops");
  }

  private void bring(RunStore before, TaskId id, ResultBody.TaskSucceeded output) {
    before
        .get(new RunKey.TaskKey(id))
        .map(TaskRecord::place)
        .ifPresent(place ->
            brought
                .computeIfAbsent(place.stepRound(), _ -> new HashMap<>())
                .put(place.index(), List.of(output.fieldsJson(), output.content())));
  }

  /** Whether a step brought in a round what it had not brought in the round before. */
  private boolean hasNews(String step, int round) {
    return !Objects.equals(
        brought.get(new StepRound(step, round - 1)), brought.get(new StepRound(step, round)));
  }
}
