package dev.baton.simulation.worker;

import dev.baton.agent.slot.Outbox;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Result;
import dev.baton.schemas.TaskStarted;
import dev.baton.simulation.chance.Fault;
import dev.baton.simulation.cluster.Said;
import dev.baton.simulation.law.WorkWatch;
import dev.baton.simulation.scene.Tally.Count;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A worker's producer, with everything that may become of a record on its way. */
final class SimulatedOutbox implements Outbox {
  private static final long NO_WORD = 2_000;

  private final Pod pod;

  SimulatedOutbox(Pod pod) {
    this.pod = pod;
  }

  @Override
  public void result(Result result) throws InterruptedException {
    pod.fibers().sleep(delay());
    if (pod.strikes(Fault.WORKER_DIES_BEFORE_RESULT)) {
      throw pod.dies("before its result is produced");
    }
    if (!pod.scene().habits().waitsForResults()) {
      pod.scene().agenda().in(3_000, () -> produceUnlessDead(result));
      return;
    }
    if (!pod.isUp() || pod.strikes(Fault.RESULT_NOT_PRODUCED)) {
      pod.say("cannot produce its result");
      pod.fibers().sleep(NO_WORD);
      throw new IllegalStateException("not produced");
    }
    lie(result);
    produce(result);
    if (pod.strikes(Fault.RESULT_NOT_CONFIRMED)) {
      pod.fibers().sleep(NO_WORD);
      throw new IllegalStateException("not confirmed");
    }
    if (pod.strikes(Fault.WORKER_DIES_AFTER_RESULT)) {
      throw pod.dies("between its result and the acknowledgement");
    }
  }

  private void produceUnlessDead(Result result) {
    if (pod.isUp()) {
      produce(result);
    }
  }

  private long delay() {
    return pod.strikes(Fault.MESSAGE_IS_SLOW) ? pod.scene().chance().size(5_000) : 1;
  }

  private void produce(Result result) {
    pod.say(() ->
        "says %s of attempt %d"
            .formatted(result.getBody().getClass().getSimpleName(), result.getAttempt()));
    pod.scene().work().said(result);
    pod.scene().cluster().results.append(new Said(pod.role(), result));
  }

  /** What a worker that has gone wrong says beside the truth. */
  private void lie(Result result) {
    if (pod.strikes(Fault.LIES_ABOUT_ATTEMPT)) {
      pod.say("answers for an attempt that nobody dispatched");
      append(copy(result, "attempt").setAttempt(result.getAttempt() + 1 + size(5)).build());
    }
    if (pod.strikes(Fault.LIES_FOR_ANOTHER_TASK)) {
      pod.otherTask(result.getTaskId())
          .ifPresent(other -> {
            pod.say("answers for another task");
            append(
                copy(result, "task")
                    .setTaskId(other.getTaskId())
                    .setAttempt(other.getAttempt())
                    .build());
          });
    }
    if (pod.strikes(Fault.LIES_FOR_UNKNOWN_RUN)) {
      pod.say("answers for a run that nobody knows");
      append(copy(result, "run").setRunId(new UUID(7, size(1000)).toString()).build());
    }
  }

  private int size(int bound) {
    return pod.scene().chance().size(bound);
  }

  /** Names no execution but its own: executions are counted by their task, and once for each. */
  private static Result.Builder copy(Result result, String about) {
    return Result.newBuilder(result)
        .setEarlier(List.of())
        .setExecutionId(result.getExecutionId() + WorkWatch.LIE + about);
  }

  private void append(Result lie) {
    pod.scene().work().began(lie.getExecutionId());
    pod.scene().cluster().results.append(new Said(pod.role(), lie));
  }

  @Override
  public void hint(Result result) {
    if (pod.isUp() && !pod.strikes(Fault.HINT_LOST)) {
      boolean begun = result.getBody() instanceof TaskStarted;
      pod.say(begun ? "says that it has begun" : "says something");
      append(result);
    }
  }

  @Override
  public void deadLetter(DeadLetter letter, Optional<byte[]> key) throws InterruptedException {
    pod.fibers().sleep(1);
    if (!pod.isUp()) {
      pod.fibers().sleep(NO_WORD);
      throw new IllegalStateException("not produced");
    }
    String place = letter.getTopic() + "@" + letter.getOffset();
    pod.scene().tally().add(Count.DEAD_LETTERS);
    if (pod.scene().habits().buriesPoison()) {
      pod.scene().work().buried(place);
      pod.scene().cluster().deadLetters.append(place);
    }
  }
}
