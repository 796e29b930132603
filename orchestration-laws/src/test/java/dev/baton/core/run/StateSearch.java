package dev.baton.core.run;

import dev.baton.core.id.RunIds;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Request;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Usage;
import dev.baton.core.run.RunRecord.TimerRecord;
import dev.baton.core.workflow.WorkflowParser;
import dev.baton.laws.BrokenInvariantException;
import dev.baton.laws.Circumstances;
import dev.baton.laws.LawBook;
import dev.baton.laws.RandomWorkflow;
import java.nio.IntBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Visits every state that a small run can reach, whatever workers and timers do, and checks the
 * laws on every step and that an end can be reached from every state. What differs only by how it
 * came about is one state. Time passes only when a timer fires; the earliest fires at any time, so
 * a message may be as slow as it likes. The process dies after any step, as often as it likes.
 */
final class StateSearch {
  private static final int MOST_STATES = 2_000_000;

  /**
   * What may still happen to the messages.
   *
   * @param duplicates messages that come twice
   * @param losses messages that never come
   */
  record Faults(int duplicates, int losses) {
    Faults withoutDuplicate() {
      return new Faults(duplicates - 1, losses);
    }

    Faults withoutLoss() {
      return new Faults(duplicates, losses - 1);
    }
  }

  /**
   * What the search saw.
   *
   * @param states different states
   * @param steps different steps between them
   * @param ends states in which the run has ended
   * @param violation a broken law and the shortest way to it
   */
  record Report(int states, int steps, int ends, Optional<String> violation) {}

  private sealed interface Message {
    /** A task on its way to a worker, or with one. */
    record Work(TaskId task, int attempt, String execution, boolean begun) implements Message {}

    /** What is certain to be applied some time. */
    record Coming(RunEvent event) implements Message {}
  }

  private record State(
      MapRunStore store, List<Message> flight, LawBook laws, Faults faults, Instant now) {
    boolean hasEnded() {
      return store
          .get(new RunKey.Header())
          .filter(header -> header.status() == RunStatus.FINISHED)
          .isPresent();
    }
  }

  private final RunMachine machine;
  private final UnaryOperator<MapRunStore> restart;
  private final Map<Object, Integer> numbers = new HashMap<>();
  private final IdentityHashMap<RunRecord, Integer> numbersOfRecords = new IdentityHashMap<>();
  private final Map<IntBuffer, Integer> known = new HashMap<>();
  private final List<Integer> cameFrom = new ArrayList<>();
  private final List<String> cameBy = new ArrayList<>();
  private final List<List<Integer>> reachedFrom = new ArrayList<>();
  private final BitSet ends = new BitSet();
  private final Deque<State> open = new ArrayDeque<>();
  private int present;
  private int steps;

  private StateSearch(RunMachine machine, UnaryOperator<MapRunStore> restart) {
    this.machine = machine;
    this.restart = restart;
  }

  /**
   * Visits all states.
   *
   * @param steps the workflow's steps
   * @param faults what may happen at most
   * @param restart how the state comes back after the process died
   */
  static Report of(
      RunMachine machine, String steps, Faults faults, UnaryOperator<MapRunStore> restart) {
    RunEvent routed =
        Scenario.routedEvent(
            RunIds.ofKey(Scenario.TENANT, "every state"),
            Request.of("goal"),
            WorkflowParser.definition(Scenario.workflow(steps)),
            Scenario.START);
    State first =
        new State(
            new MapRunStore(),
            List.of(new Message.Coming(routed)),
            new LawBook(
                Circumstances.calm(
                    Scenario.TENANT,
                    RandomWorkflow.APPROVER,
                    RunLimits.DEFAULT,
                    WorkflowParser::parse)),
            faults,
            Scenario.START);
    return new StateSearch(machine, restart).search(first);
  }

  private Report search(State first) {
    reach(first, -1, "");
    try {
      while (!open.isEmpty()) {
        expand(open.remove());
        present++;
      }
    } catch (BrokenInvariantException | IllegalStateException e) {
      return report(Optional.of(e.getMessage() + way(present)));
    }
    return report(endless().map(state -> "liveness: no end can be reached" + way(state)));
  }

  private Report report(Optional<String> violation) {
    return new Report(known.size(), steps, ends.cardinality(), violation);
  }

  private void expand(State state) {
    for (Message message : new LinkedHashSet<>(state.flight())) {
      List<Message> others = new ArrayList<>(state.flight());
      others.remove(message);
      switch (message) {
        case Message.Work work -> work(state, work, others);
        case Message.Coming coming -> comes(state, coming.event(), others);
      }
    }
    first(state).ifPresent(timer -> fire(state, timer));
    MapRunStore restored = restart.apply(state.store());
    if (!restored.equals(state.store())) {
      reach(
          new State(restored, state.flight(), state.laws(), state.faults(), state.now()),
          present,
          "the process dies and comes back");
    }
  }

  private void work(State state, Message.Work work, List<Message> others) {
    if (!work.begun()) {
      List<Message> begun = new ArrayList<>(others);
      begun.add(new Message.Work(work.task(), work.attempt(), work.execution(), true));
      apply(state, result(work, new ResultBody.TaskStarted(Duration.ofSeconds(30))), begun);
    }
    comes(state, result(work, Scenario.success("done", "{}")), others);
    comes(
        state,
        result(work, new ResultBody.TaskFailed(FailureClass.TRANSIENT, "busy", Optional.empty())),
        others);
    if (state.faults().losses() > 0) {
      reach(
          new State(state.store(), others, state.laws(), state.faults().withoutLoss(), state.now()),
          present,
          "the worker of " + work + " dies");
    }
    if (state.faults().duplicates() > 0 && work.execution().equals("e")) {
      List<Message> both = new ArrayList<>(state.flight());
      both.add(new Message.Work(work.task(), work.attempt(), "f", false));
      reach(
          new State(
              state.store(), both, state.laws(), state.faults().withoutDuplicate(), state.now()),
          present,
          work + " is given to another worker too");
    }
  }

  /** Once, or once and again later. */
  private void comes(State state, RunEvent event, List<Message> others) {
    apply(state, event, others);
    if (state.faults().duplicates() > 0) {
      List<Message> again = new ArrayList<>(others);
      again.add(new Message.Coming(event));
      apply(
          new State(
              state.store(),
              state.flight(),
              state.laws(),
              state.faults().withoutDuplicate(),
              state.now()),
          event,
          again);
    }
  }

  private void fire(State state, TimerRecord timer) {
    Instant now = timer.due().isAfter(state.now()) ? timer.due() : state.now();
    State later = new State(state.store(), state.flight(), state.laws(), state.faults(), now);
    RunEvent fired =
        new RunEvent.TimerFired(
            RunIds.ofKey(Scenario.TENANT, "every state"), timer.name(), timer.due(), now);
    apply(later, fired, state.flight());
  }

  /** A gravestone outlives every message, so its timer is none of those that race with them. */
  private static Optional<TimerRecord> first(State state) {
    WatchedStore store = new WatchedStore();
    store.restored(state.store());
    return store.timers().stream()
        .filter(timer -> !timer.name().equals(RunKey.Timer.GRAVESTONE.name()))
        .findFirst();
  }

  private void apply(State state, RunEvent event, List<Message> others) {
    RunEvent now = at(event, state.now());
    WatchedStore store = new WatchedStore();
    store.restored(new MapRunStore(state.store().view()));
    store.mark();
    Applied applied = machine.apply(store, now);
    LawBook laws = state.laws().copy();
    laws.check(store.before(), applied);
    laws.checkState(store.records());
    List<Message> flight = new ArrayList<>(others);
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.DispatchTask dispatch) {
        flight.add(
            new Message.Work(dispatch.task().taskId(), dispatch.task().attempt(), "e", false));
      }
    }
    checkDuplicate(store, now);
    reach(
        new State(store.records(), List.copyOf(flight), laws, state.faults(), state.now()),
        present,
        name(event));
  }

  private void checkDuplicate(WatchedStore after, RunEvent event) {
    WatchedStore twice = new WatchedStore();
    twice.restored(new MapRunStore(after.records().view()));
    twice.mark();
    Applied again = machine.apply(twice, event);
    LawBook.checkDuplicate(twice.isUnchanged(), again);
  }

  private static RunEvent result(Message.Work work, ResultBody body) {
    Usage usage = new Usage(2, 1, 0, 1, 1, 0, Duration.ofMillis(1), List.of("m"));
    return new RunEvent.ResultReceived(
        new Result(
            work.task(),
            RunIds.ofKey(Scenario.TENANT, "every state"),
            work.attempt(),
            work.task() + "/" + work.attempt() + "/" + work.execution(),
            "worker",
            Scenario.START,
            Scenario.START,
            usage,
            body),
        Scenario.START);
  }

  private static RunEvent at(RunEvent event, Instant now) {
    return event instanceof RunEvent.ResultReceived received
        ? new RunEvent.ResultReceived(received.result(), now)
        : event;
  }

  private void reach(State state, int from, String by) {
    IntBuffer key = key(state);
    int next = known.size();
    Integer former = known.putIfAbsent(key, next);
    if (former == null) {
      if (next >= MOST_STATES) {
        throw new IllegalStateException("more than " + MOST_STATES + " states");
      }
      cameFrom.add(from);
      cameBy.add(by);
      reachedFrom.add(new ArrayList<>());
      ends.set(next, state.hasEnded());
      open.add(state);
    }
    if (from >= 0) {
      steps++;
      reachedFrom.get(former == null ? next : former).add(from);
    }
  }

  /** What makes a state another one; each part is a number, equal parts are equal numbers. */
  private IntBuffer key(State state) {
    List<Integer> parts = new ArrayList<>();
    state
        .store()
        .view()
        .forEach((key, record) -> {
          boolean varies =
              !(key instanceof RunKey.RequestKey
                  || key instanceof RunKey.Definition
                  || key instanceof RunKey.Log);
          if (varies) {
            parts.add(
                numbersOfRecords.computeIfAbsent(record, _ -> number(Map.entry(key, record))));
          }
        });
    int records = parts.size();
    state.flight().forEach(message -> parts.add(number(message)));
    parts.subList(0, records).sort(null);
    parts.subList(records, parts.size()).sort(null);
    parts.add(number(state.faults()));
    if (!state.hasEnded()) { // nothing that comes now depends on what was before
      parts.add(number(state.laws().memory()));
      parts.add(number(state.now()));
    }
    return IntBuffer.wrap(parts.stream().mapToInt(Integer::intValue).toArray());
  }

  private int number(Object part) {
    return numbers.computeIfAbsent(part, _ -> numbers.size());
  }

  /** A state from which no end can be reached. */
  private Optional<Integer> endless() {
    BitSet ending = (BitSet) ends.clone();
    Deque<Integer> back = new ArrayDeque<>();
    ends.stream().forEach(back::add);
    while (!back.isEmpty()) {
      for (int before : reachedFrom.get(back.remove())) {
        if (!ending.get(before)) {
          ending.set(before);
          back.add(before);
        }
      }
    }
    int first = ending.nextClearBit(0);
    return first < known.size() ? Optional.of(first) : Optional.empty();
  }

  private String way(int state) {
    Deque<String> way = new ArrayDeque<>();
    for (int at = state; at > 0; at = cameFrom.get(at)) {
      way.addFirst("\n  " + cameBy.get(at));
    }
    return " after" + String.join("", way);
  }

  private static String name(RunEvent event) {
    return event instanceof RunEvent.ResultReceived received
        ? received.result().executionId() + ": " + received.result().body()
        : event.getClass().getSimpleName()
            + (event instanceof RunEvent.TimerFired timer ? " " + timer.timer() : "");
  }
}
