package dev.baton.simulation.worker;

import dev.baton.agent.slot.CancelCause;
import dev.baton.agent.slot.Disposition;
import dev.baton.agent.slot.Execution;
import dev.baton.agent.slot.TaskRecord;
import dev.baton.agent.slot.TaskRunner;
import dev.baton.schemas.Task;
import dev.baton.serde.Decoded;
import dev.baton.simulation.scene.Tally;
import dev.baton.simulation.scene.Tally.Count;
import java.util.Optional;

/** Gives a thread its turn when it was interrupted: nothing else would in virtual time. */
final class WakingRunner implements TaskRunner {
  private final TaskRunner runner;
  private final Fibers fibers;
  private final Tally tally;

  WakingRunner(TaskRunner runner, Fibers fibers, Tally tally) {
    this.runner = runner;
    this.fibers = fibers;
    this.tally = tally;
  }

  @Override
  public Execution perform(Task task, TaskRecord record, Runnable onEnd) {
    tally.add(Count.EXECUTIONS);
    Execution execution = runner.perform(task, record, onEnd);
    fibers.last().delivered(record.deliveryCount());
    return new Waking(execution, fibers.last());
  }

  @Override
  public Execution answer(Task task, Object body, Runnable onEnd) {
    return runner.answer(task, body, onEnd);
  }

  @Override
  public Execution bury(TaskRecord record, Decoded.Poison<Task> poison, Runnable onEnd) {
    return runner.bury(record, poison, onEnd);
  }

  private final class Waking implements Execution {
    private final Execution execution;
    private final Fibers.Task thread;

    Waking(Execution execution, Fibers.Task thread) {
      this.execution = execution;
      this.thread = thread;
    }

    @Override
    public Optional<Disposition> disposition() {
      return execution.disposition();
    }

    @Override
    public void cancel(CancelCause cause) {
      execution.cancel(cause);
      fibers.wake(thread);
    }

    @Override
    public void abandon() {
      execution.abandon();
    }

    @Override
    public void sayStarted() {
      execution.sayStarted();
    }
  }
}
