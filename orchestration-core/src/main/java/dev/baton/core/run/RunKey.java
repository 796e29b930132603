package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.run.RunRecord.CompensationRecord;
import dev.baton.core.run.RunRecord.DefinitionRecord;
import dev.baton.core.run.RunRecord.EffectRecord;
import dev.baton.core.run.RunRecord.EffectsRecord;
import dev.baton.core.run.RunRecord.EntryRecord;
import dev.baton.core.run.RunRecord.ItemsRecord;
import dev.baton.core.run.RunRecord.LogPosition;
import dev.baton.core.run.RunRecord.PlanRecord;
import dev.baton.core.run.RunRecord.QuestionsRecord;
import dev.baton.core.run.RunRecord.RequestRecord;
import dev.baton.core.run.RunRecord.TimerRecord;
import dev.baton.core.run.RunRecord.TurnsRecord;

/**
 * Names one record of a run. Keys are looked up by hash many times for each event, so that no two
 * kinds of them share theirs: without parts of its own, or with the same part as others, a key says
 * itself what it hashes to.
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

    @Override
    public int hashCode() {
      return 1;
    }
  }

  /** What was asked. */
  record RequestKey() implements RunKey<RequestRecord> {
    @Override
    public Class<RequestRecord> type() {
      return RequestRecord.class;
    }

    @Override
    public int hashCode() {
      return 2;
    }
  }

  /** What the run is pinned to. */
  record Definition() implements RunKey<DefinitionRecord> {
    @Override
    public Class<DefinitionRecord> type() {
      return DefinitionRecord.class;
    }

    @Override
    public int hashCode() {
      return 3;
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

    @Override
    public int hashCode() {
      return 31 * (31 * step.hashCode() + round) + chunk;
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

    @Override
    public int hashCode() {
      return 31 * step.hashCode() + round;
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

    @Override
    public int hashCode() {
      return taskId.hashCode();
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

    @Override
    public int hashCode() {
      return key.hashCode() + 1;
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

    /** Ends the memory of a run that has ended. */
    static final Timer GRAVESTONE = new Timer("gravestone");

    /** Ends the time in which effects are taken back. */
    static final Timer COMPENSATION = new Timer("compensation");

    /** Goes on with the effect that is being taken back. */
    static final Timer UNDO = new Timer("undo");

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

    @Override
    public int hashCode() {
      return name.hashCode() + 2;
    }
  }

  /**
   * What came of a planner's work.
   *
   * @param taskId on which task
   */
  record PlanKey(TaskId taskId) implements RunKey<PlanRecord> {
    @Override
    public Class<PlanRecord> type() {
      return PlanRecord.class;
    }

    @Override
    public int hashCode() {
      return taskId.hashCode() + 1;
    }
  }

  /**
   * How often a task began.
   *
   * @param taskId which task
   */
  record Turns(TaskId taskId) implements RunKey<TurnsRecord> {
    @Override
    public Class<TurnsRecord> type() {
      return TurnsRecord.class;
    }

    @Override
    public int hashCode() {
      return taskId.hashCode() + 2;
    }
  }

  /** The questions that wait for a signal. */
  record Questions() implements RunKey<QuestionsRecord> {
    @Override
    public Class<QuestionsRecord> type() {
      return QuestionsRecord.class;
    }

    @Override
    public int hashCode() {
      return 4;
    }
  }

  /** The end of the list of tasks with outside effects. */
  record Effects() implements RunKey<EffectsRecord> {
    @Override
    public Class<EffectsRecord> type() {
      return EffectsRecord.class;
    }

    @Override
    public int hashCode() {
      return 5;
    }
  }

  /**
   * A link of the list of tasks with outside effects.
   *
   * @param taskId the task
   */
  record EffectOf(TaskId taskId) implements RunKey<EffectRecord> {
    @Override
    public Class<EffectRecord> type() {
      return EffectRecord.class;
    }

    @Override
    public int hashCode() {
      return taskId.hashCode() + 3;
    }
  }

  /** How far effects have been taken back. */
  record Compensation() implements RunKey<CompensationRecord> {
    @Override
    public Class<CompensationRecord> type() {
      return CompensationRecord.class;
    }

    @Override
    public int hashCode() {
      return 6;
    }
  }

  /** How far the run log goes; stays as long as the gravestone. */
  record Log() implements RunKey<LogPosition> {
    @Override
    public Class<LogPosition> type() {
      return LogPosition.class;
    }

    @Override
    public int hashCode() {
      return 7;
    }
  }
}
