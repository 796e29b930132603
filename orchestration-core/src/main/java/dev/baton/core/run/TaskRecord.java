package dev.baton.core.run;

import dev.baton.core.message.FailureClass;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Usage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A task.
 *
 * @param place where it stands in the plan
 * @param role who is to do it now
 * @param reroutedAfter attempts dispatched before it was passed to the step's fallback; absent
 *     where it was not
 * @param attempt the last attempt that was dispatched; 0 before the first
 * @param roleAttempts attempts by the present role
 * @param phase where it stands
 * @param reservations what is set aside for attempts that have not said their last word
 * @param executions what was counted of each worker's go, at most {@value #MAX_EXECUTIONS}
 * @param avoidModels models that failed it, at most {@value #MAX_MODELS}
 * @param hops its handoffs, oldest first; bounded by the run's limits
 * @param given inputs that people gave to it, beside those of the request
 * @param failure how the last attempt failed, or what an accepted success lacks
 * @param output the accepted success
 */
public record TaskRecord(
    TaskPlace place,
    String role,
    Optional<Integer> reroutedAfter,
    int attempt,
    int roleAttempts,
    TaskPhase phase,
    List<Reservation> reservations,
    List<Execution> executions,
    List<String> avoidModels,
    List<Hop> hops,
    Map<String, String> given,
    Optional<Failure> failure,
    Optional<ResultBody.TaskSucceeded> output)
    implements RunRecord {
  /** Executions of one task that are told apart; the cost of further ones is not counted. */
  public static final int MAX_EXECUTIONS = 64;

  private static final int MAX_MODELS = 16;

  /** Copies the lists, and the map sorted, because the digest of a turn is made of its text. */
  public TaskRecord {
    reservations = List.copyOf(reservations);
    executions = List.copyOf(executions);
    avoidModels = List.copyOf(avoidModels);
    hops = List.copyOf(hops);
    given = given.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(given));
  }

  static TaskRecord created(TaskPlace place, String role) {
    return new TaskRecord(
        place,
        role,
        Optional.empty(),
        0,
        0,
        TaskPhase.WAITING,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** What was counted of one execution. */
  public Usage counted(String executionId) {
    int place = placeOf(executionId);
    return place < 0 ? Usage.NONE : executions.get(place).usage();
  }

  /** Whether a report of this execution was counted. */
  public boolean knows(String executionId) {
    return placeOf(executionId) >= 0;
  }

  private int placeOf(String executionId) {
    for (int i = 0; i < executions.size(); i++) {
      if (executions.get(i).executionId().equals(executionId)) {
        return i;
      }
    }
    return -1;
  }

  /** What a report of an execution adds to what was counted. */
  Usage added(Execution report) {
    boolean full = executions.size() >= MAX_EXECUTIONS && !knows(report.executionId());
    return full ? Usage.NONE : report.usage().beyond(counted(report.executionId()));
  }

  /** With a report counted. */
  TaskRecord withExecution(Execution report) {
    return reported(report.executionId(), added(report), reservation(attempt));
  }

  /**
   * With what an execution's report adds, and what is left set aside for its attempt.
   *
   * @param added the report's own {@link #added}
   */
  TaskRecord reported(String executionId, Usage added, Reservation left) {
    return new TaskRecord(
        place,
        role,
        reroutedAfter,
        attempt,
        roleAttempts,
        phase,
        left.equals(reservation(left.attempt())) ? reservations : with(left),
        grown(executionId, added),
        avoidModels,
        hops,
        given,
        failure,
        output);
  }

  private List<Execution> grown(String executionId, Usage added) {
    List<Execution> all = new ArrayList<>(executions);
    int known = placeOf(executionId);
    Execution grown = new Execution(executionId, counted(executionId).plus(added));
    if (known >= 0) {
      all.set(known, grown);
    } else if (all.size() < MAX_EXECUTIONS) {
      all.add(grown);
    }
    return all;
  }

  TaskRecord dispatched(Reservation reserved) {
    return new TaskRecord(
        place,
        role,
        reroutedAfter,
        reserved.attempt(),
        roleAttempts + 1,
        TaskPhase.DISPATCHED,
        with(reserved),
        executions,
        avoidModels,
        hops,
        given,
        failure,
        output);
  }

  /** What is still set aside for an attempt. */
  Reservation reservation(int ofAttempt) {
    for (Reservation open : reservations) {
      if (open.attempt() == ofAttempt) {
        return open;
      }
    }
    return Reservation.none(ofAttempt);
  }

  TaskRecord withReservation(Reservation next) {
    return new TaskRecord(
        place,
        role,
        reroutedAfter,
        attempt,
        roleAttempts,
        phase,
        with(next),
        executions,
        avoidModels,
        hops,
        given,
        failure,
        output);
  }

  private List<Reservation> with(Reservation next) {
    List<Reservation> all = new ArrayList<>(reservations);
    all.removeIf(open -> open.attempt() == next.attempt());
    if (!next.isEmpty()) {
      all.add(next);
    }
    return all;
  }

  TaskRecord inPhase(TaskPhase next) {
    return new TaskRecord(
        place,
        role,
        reroutedAfter,
        attempt,
        roleAttempts,
        next,
        reservations,
        executions,
        avoidModels,
        hops,
        given,
        failure,
        output);
  }

  TaskRecord failed(Failure how, List<String> models) {
    TreeSet<String> avoid = new TreeSet<>(avoidModels);
    avoid.addAll(models);
    return new TaskRecord(
        place,
        role,
        reroutedAfter,
        attempt,
        roleAttempts,
        TaskPhase.WAITING,
        reservations,
        executions,
        avoid.stream().limit(MAX_MODELS).toList(),
        hops,
        given,
        Optional.of(how),
        output);
  }

  /** Whether it was passed to the step's fallback. */
  public boolean rerouted() {
    return reroutedAfter.isPresent();
  }

  /** Whether an attempt was dispatched to the step's fallback, or to whom that handed it over. */
  boolean isByFallback(int attemptOf) {
    return reroutedAfter.filter(before -> attemptOf > before).isPresent();
  }

  TaskRecord rerouted(String to) {
    return new TaskRecord(
        place,
        to,
        Optional.of(attempt),
        attempt,
        0,
        phase,
        reservations,
        executions,
        List.of(),
        hops,
        given,
        failure,
        output);
  }

  TaskRecord handedOff(Hop hop) {
    List<Hop> all = new ArrayList<>(hops);
    all.add(hop);
    return new TaskRecord(
        place,
        hop.handoff().toRole(),
        reroutedAfter,
        attempt,
        0,
        TaskPhase.WAITING,
        reservations,
        executions,
        List.of(),
        all,
        given,
        Optional.empty(),
        output);
  }

  /** A plan was accepted: a child run carries it out. */
  TaskRecord planned() {
    return new TaskRecord(
        place,
        Children.DOER,
        reroutedAfter,
        attempt,
        0,
        TaskPhase.WAITING,
        reservations,
        executions,
        List.of(),
        hops,
        given,
        Optional.empty(),
        output);
  }

  /** A plan was refused; the attempt that mends it is none of the planner's retries. */
  TaskRecord replanned(Failure how) {
    return new TaskRecord(
        place,
        role,
        reroutedAfter,
        attempt,
        Math.max(0, roleAttempts - 1),
        TaskPhase.WAITING,
        reservations,
        executions,
        avoidModels,
        hops,
        given,
        Optional.of(how),
        output);
  }

  TaskRecord given(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(given);
    all.putAll(more);
    return new TaskRecord(
        place,
        role,
        reroutedAfter,
        attempt,
        roleAttempts,
        TaskPhase.WAITING,
        reservations,
        executions,
        avoidModels,
        hops,
        all,
        failure,
        output);
  }

  /** An accepted success keeps no failure but what it lacks itself. */
  TaskRecord lacking(String detail) {
    return new TaskRecord(
        place,
        role,
        reroutedAfter,
        attempt,
        roleAttempts,
        phase,
        reservations,
        executions,
        avoidModels,
        hops,
        given,
        Optional.of(new Failure(FailureClass.PERMANENT, detail)),
        output);
  }

  TaskRecord succeeded(ResultBody.TaskSucceeded how) {
    return new TaskRecord(
        place,
        role,
        reroutedAfter,
        attempt,
        roleAttempts,
        TaskPhase.SUCCEEDED,
        reservations,
        executions,
        avoidModels,
        hops,
        given,
        Optional.empty(),
        Optional.of(how));
  }
}
