package dev.baton.simulation.law;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.laws.BrokenInvariantException;
import dev.baton.schemas.JournalKind;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Result;
import dev.baton.schemas.Task;
import dev.baton.schemas.TaskStarted;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Watches what workers do. Used by one thread at a time. */
public final class WorkWatch {
  /** Stands in the names of executions that never were. */
  public static final String LIE = "-lie-about-";

  private final Set<String> answered = new HashSet<>();
  private final Set<String> buried = new HashSet<>();
  private final Set<String> executions = new HashSet<>();
  private Optional<BrokenInvariantException> broken = Optional.empty();

  /** Nothing has happened yet. */
  public WorkWatch() {}

  /** Somebody has begun to work, or to lie. */
  public void began(String execution) {
    executions.add(execution);
  }

  /** Whether somebody speaks of work that was begun. */
  boolean knows(String execution) {
    return executions.contains(execution);
  }

  /** A result is safe. */
  public void said(Result result) {
    if (!(result.getBody() instanceof TaskStarted)) {
      answered.add(name(result.getTaskId(), result.getAttempt()));
    }
  }

  /** A record is safe among the dead letters. */
  public void buried(String place) {
    buried.add(place);
  }

  /** A task was acknowledged as done. */
  public void accepted(Task task) {
    unless(
        answered.contains(name(task.getTaskId(), task.getAttempt())),
        () ->
            "acknowledged: attempt %d of %s was accepted before any result was safe"
                .formatted(task.getAttempt(), task.getTaskId()));
  }

  /** A record that is no task was acknowledged as done. */
  public void acceptedPoison(String place) {
    unless(
        isBuried(place),
        () ->
            "acknowledged: %s was accepted before it lay among the dead letters".formatted(place));
  }

  /** Whether a record lies among the dead letters. */
  public boolean isBuried(String place) {
    return buried.contains(place);
  }

  private static String name(String task, int attempt) {
    return task + "#" + attempt;
  }

  /**
   * The calls that an execution must not pay again: those that the last execution of its attempt
   * has recorded, or of the attempt before where it goes on with that one and is the first of its
   * own that the journal knows.
   *
   * @param attempt the attempt that is resumed
   * @param follows whether it goes on where the attempt before stood
   * @param journal the task's records, oldest first
   */
  public static Set<Integer> recorded(int attempt, boolean follows, List<JournalRecord> journal) {
    Optional<String> last = last(attempt, journal);
    if (last.isEmpty() && follows) {
      last = last(attempt - 1, journal);
    }
    Set<Integer> calls = new HashSet<>();
    for (JournalRecord record : journal) {
      if (last.equals(Optional.of(record.getExecutionId()))
          && record.getKind() == JournalKind.MODEL_CALL) {
        calls.add(record.getIndex());
      }
    }
    return calls;
  }

  private static Optional<String> last(int attempt, List<JournalRecord> journal) {
    Optional<String> last = Optional.empty();
    for (JournalRecord record : journal) {
      if (record.getAttempt() == attempt) {
        last = Optional.of(record.getExecutionId());
      }
    }
    return last;
  }

  /**
   * A call is about to be paid. Who pays runs inside real code that handles exceptions, so a broken
   * invariant is kept for {@link #check()}.
   *
   * @param task for which task
   * @param index the how-manieth call of the execution, from 1
   * @param recorded what an earlier execution has recorded
   */
  public void paying(String task, int index, Set<Integer> recorded) {
    if (recorded.contains(index) && broken.isEmpty()) {
      broken =
          Optional.of(
              new BrokenInvariantException(
                  "journal: call %d of %s is paid again though the journal has it"
                      .formatted(index, task)));
    }
  }

  /** Throws what was kept. */
  public void check() {
    broken.ifPresent(failure -> {
      throw failure;
    });
  }
}
