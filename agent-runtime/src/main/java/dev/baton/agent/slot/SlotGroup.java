package dev.baton.agent.slot;

import dev.baton.agent.slot.SlotEntry.Stage;
import dev.baton.agent.slot.SlotEntry.Work;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Task;
import dev.baton.schemas.TaskFailed;
import dev.baton.serde.Decoded;
import dev.baton.serde.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One member of a share group as a stepwise state machine: takes the records of a poll, has them
 * worked on side by side, keeps their locks, and acknowledges each one after its result is safe.
 *
 * <p>Nothing here waits but a poll and a commit; time comes from the injected clock. Steps are
 * taken by one thread; {@link #drain(Instant)}, {@link #retire()} and {@link #state()} may be
 * called by any.
 */
public final class SlotGroup {

  private static final Duration NONE = Duration.ZERO;

  /** How soon to look again whether there is room for tasks. */
  static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final SlotParts parts;
  private final SlotLimits limits;
  private final Runnable signal;
  private final Map<TaskRecord, SlotEntry> entries = new LinkedHashMap<>();
  private final SlotTimers timers = new SlotTimers();
  private volatile SlotState state = new SlotState.Idle();
  private volatile Optional<Ending> ending = Optional.empty();
  private Optional<Instant> commitAt = Optional.empty();
  private Instant idleSince;
  private boolean inside;

  /**
   * No more records are taken; work goes on until a time, and work that has not begun is given
   * back.
   */
  private record Ending(Instant until, boolean keepsOften) {}

  /**
   * A group that has not polled yet.
   *
   * @param parts what it works with
   * @param limits its bounds
   * @param signal wakes whoever drives the steps; called by any thread
   */
  public SlotGroup(SlotParts parts, SlotLimits limits, Runnable signal) {
    this.parts = parts;
    this.limits = limits;
    this.signal = signal;
    this.idleSince = parts.clock().instant();
  }

  /** Where the group stands. */
  public SlotState state() {
    return state;
  }

  /**
   * Takes no more records, goes on with the work under way until a time, then says that it is
   * abandoned, and closes.
   *
   * @param until end of the grace period
   */
  public void drain(Instant until) {
    end(new Ending(until, false));
  }

  /** Takes no more records, finishes the work under way however long it takes, and closes. */
  public void retire() {
    if (ending.isEmpty()) {
      end(new Ending(Instant.MAX, true));
    }
  }

  private void end(Ending how) {
    ending = Optional.of(how);
    parts.source().wakeup();
    signal.run();
  }

  /** Ends at once after a fault: what is under way is left to whoever gets its record next. */
  public void abort() {
    entries.keySet().stream().toList().forEach(this::lose);
    state = new SlotState.Closed();
    leave();
    parts.decoder().close();
    parts.source().close();
  }

  /**
   * Does everything that can be done now. Waits only in a poll.
   *
   * @return how long the caller may wait for a signal before the next step; zero for not at all
   */
  public Duration step() {
    return switch (state) {
      case SlotState.Idle _ -> ending.isPresent() ? close() : fetch();
      case SlotState.Running running -> work(running);
      case SlotState.Renewing renewing -> awaitRenewed(renewing);
      case SlotState.Closed _ -> NONE;
    };
  }

  private Duration close() {
    leave();
    parts.decoder().close();
    parts.source().close();
    state = new SlotState.Closed();
    return NONE;
  }

  private Duration fetch() {
    if (!inside && !parts.turns().tryEnter()) {
      return withoutEntering();
    }
    inside = true;
    if (!takes(limits.idlePoll())) {
      leave();
    }
    return NONE;
  }

  /** Begins no fetch; but what one brings that is under way must not lie there unseen. */
  private Duration withoutEntering() {
    if (parts.source().isFetching() && takes(NONE)) {
      return NONE;
    }
    if (commitAt.isPresent()) {
      // No poll comes soon that would say so.
      commit();
    }
    return LOOK_AGAIN;
  }

  private boolean takes(Duration wait) {
    List<TaskRecord> records = parts.source().poll(wait);
    parts.source().takeLost();
    commitAt = Optional.empty();
    if (records.isEmpty()) {
      return false;
    }
    Instant now = parts.clock().instant();
    parts.listener().polled(records.size(), Duration.between(idleSince, now));
    take(records, now);
    state = new SlotState.Running(now.plus(renewAfter()));
    return true;
  }

  private void leave() {
    if (inside) {
      inside = false;
      parts.turns().leave();
    }
  }

  private void take(Collection<TaskRecord> records, Instant now) {
    records.forEach(
        record -> entries.put(record, new SlotEntry(record, now, limits.registryBackoff())));
  }

  private Duration renewAfter() {
    return parts.source().lock().dividedBy(3);
  }

  private Duration work(SlotState.Running running) {
    Instant now = parts.clock().instant();
    advance(now);
    acknowledgeFinished(now);
    if (entries.isEmpty()) {
      idle(now);
      return NONE;
    }
    if (!now.isBefore(running.renewAt())) {
      return renew(now);
    }
    if (commitAt.isPresent() && !now.isBefore(commitAt.get())) {
      commit();
    }
    timers.restart(running.renewAt());
    commitAt.ifPresent(timers::at);
    entries.values().forEach(entry -> timersOf(entry, now));
    if (parts.turns().isLimited()) {
      timers.at(now.plus(LOOK_AGAIN));
    }
    return timers.waitFrom(now);
  }

  private void timersOf(SlotEntry entry, Instant now) {
    timers.of(entry, limits, ending.map(Ending::until));
    if (entry.stage instanceof Stage.Ready(_, Instant since)) {
      parts.turns().longestWait().map(since::plus).filter(now::isBefore).ifPresent(timers::at);
    }
  }

  private Duration renew(Instant now) {
    for (SlotEntry entry : entries.values()) {
      parts.source().acknowledge(entry.record, Acknowledgement.RENEW);
      entry.inHand = false;
    }
    state = new SlotState.Renewing(now.plus(parts.source().lock()));
    commit();
    return NONE;
  }

  private void commit() {
    parts.source().commit(limits.commitBound());
    commitAt = Optional.empty();
    dropLost();
  }

  private Duration awaitRenewed(SlotState.Renewing renewing) {
    Instant begin = parts.clock().instant();
    advance(begin);
    if (!entries.isEmpty()) {
      List<TaskRecord> back = parts.source().poll(limits.renewPoll());
      back.forEach(this::putBack);
    }
    dropLost();
    Instant now = parts.clock().instant();
    if (!now.isBefore(renewing.until())) {
      entries.values().stream()
          .filter(entry -> !entry.inHand)
          .map(entry -> entry.record)
          .toList()
          .forEach(this::lose);
    }
    if (entries.values().stream().allMatch(entry -> entry.inHand)) {
      if (entries.isEmpty()) {
        idle(now);
      } else {
        state = new SlotState.Running(begin.plus(renewAfter()));
      }
    }
    return NONE;
  }

  private void idle(Instant now) {
    state = new SlotState.Idle();
    idleSince = now;
    leave();
  }

  /**
   * A share group hands out nothing new before a batch is done; should it ever, the record is
   * worked on like any other.
   */
  private void putBack(TaskRecord record) {
    SlotEntry entry = entries.get(record);
    if (entry == null) {
      take(List.of(record), parts.clock().instant());
    } else {
      entry.inHand = true;
    }
  }

  private void dropLost() {
    parts.source().takeLost().forEach(this::lose);
  }

  private void lose(TaskRecord record) {
    SlotEntry entry = entries.remove(record);
    if (entry != null) {
      entry.execution().ifPresent(execution -> execution.cancel(new CancelCause.LockLost()));
      parts.turns().give(entry);
    }
  }

  private void acknowledgeFinished(Instant now) {
    boolean released = false;
    for (SlotEntry entry : List.copyOf(entries.values())) {
      Optional<Disposition> end = entry.execution().flatMap(Execution::disposition);
      if (end.isPresent()) {
        boolean said = end.get() == Disposition.SAID;
        finish(entry, said ? Acknowledgement.ACCEPT : Acknowledgement.RELEASE, now);
        released |= !said;
      }
    }
    if (released && !entries.isEmpty()) {
      commit();
    }
  }

  private void finish(SlotEntry entry, Acknowledgement how, Instant now) {
    parts.source().acknowledge(entry.record, how);
    entries.remove(entry.record);
    parts.turns().give(entry);
    if (entry.stage instanceof Stage.Working(_, _, Work work)) {
      parts.listener().finished(Duration.between(work.startedAt, now));
    }
    if (commitAt.isEmpty()) {
      commitAt = Optional.of(now.plus(limits.commitEvery()));
    }
  }

  private void advance(Instant now) {
    for (SlotEntry entry : List.copyOf(entries.values())) {
      if (entry.stage instanceof Stage.Undecoded undecoded && !giveBack(entry, now)) {
        decode(entry, undecoded, now);
      }
      if (entry.stage instanceof Stage.Ready ready && !giveBack(entry, now)) {
        begin(entry, ready, now);
      } else if (entry.stage instanceof Stage.Working working) {
        supervise(working, now);
      }
    }
  }

  /**
   * Nothing was said and nothing was done for the record yet, so somebody else can have it as it
   * is.
   */
  private boolean giveBack(SlotEntry entry, Instant now) {
    boolean gives =
        ending.isPresent()
            && entry.inHand
            && entries.containsKey(entry.record)
            && !keeps(entry, ending.get());
    if (gives) {
      finish(entry, Acknowledgement.RELEASE, now);
      if (!entries.isEmpty()) {
        commitAt = Optional.of(now);
      }
    }
    return gives || !entries.containsKey(entry.record);
  }

  private boolean keeps(SlotEntry entry, Ending how) {
    return how.keepsOften() && entry.record.deliveryCount() >= limits.maxReleases();
  }

  private void decode(SlotEntry entry, Stage.Undecoded undecoded, Instant now) {
    if (now.isBefore(undecoded.tryAt())) {
      return;
    }
    try {
      entry.stage =
          switch (parts.decoder().decode(entry.record)) {
            case Decoded.Valid<Task>(Task task) -> new Stage.Ready(task, now);
            case Decoded.Poison<Task> poison ->
                new Stage.Ending(parts.runner().bury(entry.record, poison, signal));
          };
    } catch (RegistryUnavailableException _) {
      Duration doubled = undecoded.backoff().multipliedBy(2);
      Duration next =
          doubled.compareTo(limits.registryBackoffMax()) < 0
              ? doubled
              : limits.registryBackoffMax();
      entry.stage = new Stage.Undecoded(now.plus(undecoded.backoff()), next);
    }
  }

  private void begin(SlotEntry entry, Stage.Ready ready, Instant now) {
    Task task = ready.task();
    Optional<Object> refusal = refusal(task, now);
    if (refusal.isPresent()) {
      entry.stage = new Stage.Ending(parts.runner().answer(task, refusal.get(), signal));
    } else if (parts.turns().tryTake(entry, signal)) {
      Instant timeout = now.plusMillis(task.getTimeoutMillis());
      Instant deadline = timeout.isBefore(task.getDeadline()) ? timeout : task.getDeadline();
      entry.stage =
          new Stage.Working(
              task, parts.runner().perform(task, entry.record, signal), new Work(now, deadline));
    } else if (isBetterElsewhere(entry, ready, now)) {
      finish(entry, Acknowledgement.RELEASE, now);
      commitAt = Optional.of(now);
    }
  }

  /** Whether its turn does not come here, so that a worker with a free one shall have it. */
  private boolean isBetterElsewhere(SlotEntry entry, Stage.Ready ready, Instant now) {
    Optional<Duration> longest = parts.turns().longestWait();
    return longest.isPresent()
        && entry.inHand
        && entry.record.deliveryCount() < limits.maxReleases()
        && !now.isBefore(ready.since().plus(longest.get()));
  }

  /** What makes work pointless before it has begun, so that not a token is spent on it. */
  private Optional<Object> refusal(Task task, Instant now) {
    Optional<String> cancelled = parts.cancellations().reason(task);
    if (cancelled.isPresent()) {
      return new CancelCause.Cancelled(cancelled.get()).body();
    }
    if (!now.isBefore(task.getDeadline())) {
      return Optional.of(
          failed(
              FailureClass.TIMEOUT,
              "deadline: %s has passed (expected: a start before it)"
                  .formatted(task.getDeadline())));
    }
    if (now.isAfter(task.getStartBy())) {
      return Optional.of(
          failed(
              FailureClass.OVERLOAD,
              "startBy: %s has passed in the queue (expected: a start before it)"
                  .formatted(task.getStartBy())));
    }
    return Optional.empty();
  }

  private static TaskFailed failed(FailureClass failureClass, String message) {
    return TaskFailed.newBuilder().setFailureClass(failureClass).setMessage(message).build();
  }

  private void supervise(Stage.Working working, Instant now) {
    Work work = working.work();
    if (working.execution().disposition().isPresent()) {
      return;
    }
    if (!work.isLong && !now.isBefore(work.startedAt.plus(limits.longAfter()))) {
      work.isLong = true;
      parts.listener().runsLong(Duration.between(work.startedAt, now));
    }
    if (work.cancelledAt.isEmpty()) {
      cause(working, now).ifPresent(cause -> cancel(working, cause, now));
    } else if (!work.abandoned
        && !now.isBefore(work.cancelledAt.get().plus(limits.interruptGrace()))) {
      work.abandoned = true;
      working.execution().abandon();
    }
    if (!work.announced
        && work.cancelledAt.isEmpty()
        && !now.isBefore(work.startedAt.plus(limits.startedAfter()))) {
      work.announced = true;
      working.execution().sayStarted();
    }
  }

  private static void cancel(Stage.Working working, CancelCause cause, Instant now) {
    working.work().cancelledAt = Optional.of(now);
    working.execution().cancel(cause);
  }

  private Optional<CancelCause> cause(Stage.Working working, Instant now) {
    Optional<String> cancelled = parts.cancellations().reason(working.task());
    if (cancelled.isPresent()) {
      return Optional.of(new CancelCause.Cancelled(cancelled.get()));
    }
    if (!now.isBefore(working.work().deadline)) {
      Duration ran = Duration.between(working.work().startedAt, now);
      return Optional.of(
          new CancelCause.TimedOut(
              "work: ended after %d ms (expected: done within %d ms)"
                  .formatted(ran.toMillis(), working.task().getTimeoutMillis())));
    }
    if (ending.isPresent() && !now.isBefore(ending.get().until())) {
      return Optional.of(new CancelCause.ShutDown());
    }
    return Optional.empty();
  }
}
