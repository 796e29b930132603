package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.AgentCard;
import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.ParentLink;
import dev.baton.core.message.Request;
import dev.baton.core.message.Route;
import dev.baton.core.message.WorkflowDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One small piece of a run's state. Each is written whole, and none grows with a fan-out after it
 * is first written.
 */
public sealed interface RunRecord
    permits RunHeader,
        StepRecord,
        TaskRecord,
        RunRecord.RequestRecord,
        RunRecord.DefinitionRecord,
        RunRecord.ItemsRecord,
        RunRecord.EntryRecord,
        RunRecord.PlanRecord,
        RunRecord.TurnsRecord,
        RunRecord.TimerRecord,
        RunRecord.QuestionsRecord,
        RunRecord.EffectsRecord,
        RunRecord.EffectRecord,
        RunRecord.CompensationRecord,
        RunRecord.LogPosition {

  /**
   * What was asked and how it was routed. Written once.
   *
   * @param request the request
   * @param route the router's decision
   * @param parent whose child the run is
   */
  record RequestRecord(Request request, Route route, Optional<ParentLink> parent)
      implements RunRecord {}

  /**
   * What the run is pinned to. Written once.
   *
   * @param workflow the workflow; absent where the request was refused
   * @param cards the cards of every role that it names
   * @param nested the definitions of every workflow that it names, directly or not
   * @param limits the installation's bounds
   */
  record DefinitionRecord(
      Optional<WorkflowDefinition> workflow,
      List<AgentCard> cards,
      List<WorkflowDefinition> nested,
      RunLimits limits)
      implements RunRecord {

    /** Copies the list. */
    public DefinitionRecord {
      nested = List.copyOf(nested);
      cards = List.copyOf(cards);
    }

    /** The workflow tells definitions apart; cards and limits are nearly always the same. */
    @Override
    public int hashCode() {
      return workflow.map(WorkflowDefinition::body).hashCode();
    }
  }

  /**
   * A stretch of a fan-out's list. Written once.
   *
   * @param items at most {@value #CHUNK} items
   */
  record ItemsRecord(List<String> items) implements RunRecord {
    /** Items of one stretch. */
    public static final int CHUNK = 64;

    /** Copies the list. */
    public ItemsRecord {
      items = List.copyOf(items);
    }
  }

  /**
   * A blackboard entry: who wrote it, not what. Written once for each version.
   *
   * @param version from 1, counted by the writing step
   * @param step the writing step
   * @param round the round that wrote it
   * @param parts the tasks whose results it is, in the order of the items
   */
  record EntryRecord(int version, String step, int round, List<TaskId> parts) implements RunRecord {

    /** Copies the list. */
    public EntryRecord {
      parts = List.copyOf(parts);
    }
  }

  /**
   * What came of a planner's work on a task. Written once for each plan, so that a task without one
   * has none.
   *
   * @param refused plans that were refused
   * @param steps the last refused plan, as much of it as goes back
   * @param flaws what is wrong with it, as much of it as goes back
   * @param accepted the accepted plan
   */
  record PlanRecord(
      int refused, String steps, List<String> flaws, Optional<WorkflowDefinition> accepted)
      implements RunRecord {
    static final PlanRecord NONE = new PlanRecord(0, "", List.of(), Optional.empty());

    /** Copies the list. */
    public PlanRecord {
      flaws = List.copyOf(flaws);
    }
  }

  /**
   * How often a task began, and with what. Only tasks that may begin more than once have one.
   *
   * @param digests of role, objective and slice, oldest first, at most {@value #MAX_REMEMBERED}
   */
  record TurnsRecord(List<String> digests) implements RunRecord {
    /** How many turns are remembered; more than rounds and handoffs can make. */
    public static final int MAX_REMEMBERED = 64;

    static final TurnsRecord NONE = new TurnsRecord(List.of());

    /** Copies the list. */
    public TurnsRecord {
      digests = List.copyOf(digests);
    }

    TurnsRecord with(String digest) {
      List<String> all = new ArrayList<>(digests);
      all.add(digest);
      return new TurnsRecord(all.subList(Math.max(0, all.size() - MAX_REMEMBERED), all.size()));
    }
  }

  /**
   * The questions that wait for a signal, so that a signal finds its task without a search. Bounded
   * by the run's limits.
   *
   * @param open in the order in which they were asked
   */
  record QuestionsRecord(List<Question> open) implements RunRecord {
    /** Copies the list. */
    public QuestionsRecord {
      open = List.copyOf(open);
    }

    QuestionsRecord with(Question question) {
      List<Question> all = new ArrayList<>(open);
      all.add(question);
      return new QuestionsRecord(all);
    }

    QuestionsRecord without(TaskId taskId) {
      return new QuestionsRecord(
          open.stream().filter(question -> !question.taskId().equals(taskId)).toList());
    }
  }

  /**
   * Something to do at a time. The service keeps its own index by watching these.
   *
   * @param name the timer's name inside its run
   * @param due when it fires
   */
  record TimerRecord(String name, Instant due) implements RunRecord {}

  /**
   * The end of the list of tasks whose outside effects happened or may have. The list is linked, so
   * that a task joins, moves and leaves by a bounded number of writes however long it is.
   *
   * @param last the latest
   * @param counts how many tasks of each step are on it
   */
  record EffectsRecord(Optional<TaskId> last, Map<String, Integer> counts) implements RunRecord {
    static final EffectsRecord NONE = new EffectsRecord(Optional.empty(), Map.of());

    /** Copies the map. */
    public EffectsRecord {
      counts = Map.copyOf(counts);
    }

    EffectsRecord counting(String step, int more) {
      Map<String, Integer> next = new HashMap<>(counts);
      next.merge(step, more, Integer::sum);
      next.values().removeIf(count -> count == 0);
      return new EffectsRecord(last, next);
    }

    EffectsRecord endingWith(Optional<TaskId> task) {
      return new EffectsRecord(task, counts);
    }
  }

  /**
   * A link of the list of tasks with outside effects.
   *
   * @param earlier the task before
   * @param later the task behind
   * @param unknown whether an attempt may have had its effect though it did not succeed
   */
  record EffectRecord(Optional<TaskId> earlier, Optional<TaskId> later, boolean unknown)
      implements RunRecord {}

  /**
   * A run whose effects are taken back.
   *
   * @param status the status of the answer to come
   * @param reason why the run ends
   * @param unfinished the class of what was not finished
   * @param current what is being taken back
   * @param compensated what was, one for each step
   */
  record CompensationRecord(
      AnswerStatus status,
      String reason,
      FailureClass unfinished,
      Optional<CompensationTask> current,
      List<Compensated> compensated)
      implements RunRecord {

    /** Copies the list. */
    public CompensationRecord {
      compensated = List.copyOf(compensated);
    }

    Compensated of(String step) {
      return compensated.stream()
          .filter(one -> one.step().equals(step))
          .findFirst()
          .orElse(new Compensated(step, 0, 0, ""));
    }

    CompensationRecord doing(CompensationTask next) {
      return new CompensationRecord(status, reason, unfinished, Optional.of(next), compensated);
    }

    CompensationRecord done(Compensated outcome) {
      List<Compensated> all = new ArrayList<>(compensated);
      all.removeIf(one -> one.step().equals(outcome.step()));
      all.add(outcome);
      return new CompensationRecord(status, reason, unfinished, Optional.empty(), all);
    }
  }

  /**
   * How many events of the run stand in the run log.
   *
   * @param seq number of the last entry, from 1
   */
  record LogPosition(long seq) implements RunRecord {}
}
