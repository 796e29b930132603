package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.run.RunRecord.DefinitionRecord;
import dev.baton.core.run.RunRecord.EntryRecord;
import dev.baton.core.run.RunRecord.ItemsRecord;
import dev.baton.core.run.RunRecord.LogPosition;
import dev.baton.core.run.RunRecord.QuestionsRecord;
import dev.baton.core.run.RunRecord.RequestRecord;
import dev.baton.core.run.RunRecord.TimerRecord;

/**
 * Names one record of a run.
 *
 * @param <V> the record's type
 */
public sealed interface RunKey<V extends RunRecord> {
  /** The record's type. */
  Class<V> type();

  /** The run's header; outlives the run as its gravestone. */
  record Header() implements RunKey<RunHeader> {
    @Override
    public Class<RunHeader> type() {
      return RunHeader.class;
    }
  }

  /** What was asked. */
  record RequestKey() implements RunKey<RequestRecord> {
    @Override
    public Class<RequestRecord> type() {
      return RequestRecord.class;
    }
  }

  /** What the run is pinned to. */
  record Definition() implements RunKey<DefinitionRecord> {
    @Override
    public Class<DefinitionRecord> type() {
      return DefinitionRecord.class;
    }
  }

  /**
   * A stretch of a fan-out's list.
   *
   * @param step the step's name
   * @param round the round
   * @param chunk which stretch, from 0
   */
  record Items(String step, int round, int chunk) implements RunKey<ItemsRecord> {
    @Override
    public Class<ItemsRecord> type() {
      return ItemsRecord.class;
    }
  }

  /**
   * One round of a step.
   *
   * @param step the step's name
   * @param round the round
   */
  record StepKey(String step, int round) implements RunKey<StepRecord> {
    @Override
    public Class<StepRecord> type() {
      return StepRecord.class;
    }
  }

  /**
   * A task.
   *
   * @param taskId which
   */
  record TaskKey(TaskId taskId) implements RunKey<TaskRecord> {
    @Override
    public Class<TaskRecord> type() {
      return TaskRecord.class;
    }
  }

  /**
   * A blackboard entry.
   *
   * @param key the blackboard key
   */
  record Entry(String key) implements RunKey<EntryRecord> {
    @Override
    public Class<EntryRecord> type() {
      return EntryRecord.class;
    }
  }

  /**
   * A timer.
   *
   * @param name its name inside the run
   */
  record Timer(String name) implements RunKey<TimerRecord> {
    /** Ends the run. */
    static final Timer RUN = new Timer("run");

    /** Ends a pause. */
    static final Timer PAUSE = new Timer("pause");

    /** Ends the wait for the tenant's ledger. */
    static final Timer LEASE = new Timer("lease");

    static Timer of(TaskId task) {
      return new Timer("task/" + task);
    }

    static Timer of(StepRound step) {
      return new Timer(step.timer());
    }

    @Override
    public Class<TimerRecord> type() {
      return TimerRecord.class;
    }
  }

  /** The questions that wait for a signal. */
  record Questions() implements RunKey<QuestionsRecord> {
    @Override
    public Class<QuestionsRecord> type() {
      return QuestionsRecord.class;
    }
  }

  /** How far the run log goes; outlives the run. */
  record Log() implements RunKey<LogPosition> {
    @Override
    public Class<LogPosition> type() {
      return LogPosition.class;
    }
  }
}
