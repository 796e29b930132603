package dev.baton.simulation.orchestrator;

import dev.baton.core.id.RunId;
import dev.baton.core.run.MapRunStore;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunRecord;
import dev.baton.core.run.RunRecord.TimerRecord;
import dev.baton.core.run.RunStore;
import dev.baton.simulation.cluster.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The state of all runs in one orchestrator's memory, with its timers in order. */
final class RunStates {
  private final Map<RunId, MapRunStore> stores = new HashMap<>();
  private final TreeSet<DueTimer> timers =
      new TreeSet<>(
          Comparator.comparing(DueTimer::due)
              .thenComparing(timer -> timer.runId().value())
              .thenComparing(DueTimer::name));

  /** A timer of a run. */
  record DueTimer(Instant due, RunId runId, String name) {}

  /** The state that a changelog gives. */
  static RunStates restore(List<Write> changelog, boolean withTimers) {
    RunStates states = new RunStates();
    for (Write write : changelog) {
      if (withTimers) {
        states.follow(write.runId(), write.key(), write.value());
      }
      write.apply(states.store(write.runId()));
    }
    return states;
  }

  private MapRunStore store(RunId runId) {
    return stores.computeIfAbsent(runId, _ -> new MapRunStore());
  }

  Optional<DueTimer> firstTimer() {
    return timers.isEmpty() ? Optional.empty() : Optional.of(timers.first());
  }

  void drop(DueTimer timer) {
    timers.remove(timer);
  }

  /** Keeps the order of timers when one of a run's records changes. */
  private void follow(RunId runId, RunKey<?> key, Optional<RunRecord> value) {
    if (key instanceof RunKey.Timer timer) {
      store(runId)
          .get(timer)
          .ifPresent(former -> timers.remove(new DueTimer(former.due(), runId, former.name())));
      if (value.isPresent() && value.get() instanceof TimerRecord set) {
        timers.add(new DueTimer(set.due(), runId, set.name()));
      }
    }
  }

  /** A run's records; what is written is remembered as well. */
  Writes open(RunId runId, Runnable beforeWrite) {
    return new Writes(runId, store(runId), beforeWrite);
  }

  /** A run's records while one event is applied. */
  final class Writes implements RunStore {
    private final RunId runId;
    private final MapRunStore store;
    private final Runnable beforeWrite;
    private final List<Write> written = new ArrayList<>();

    private Writes(RunId runId, MapRunStore store, Runnable beforeWrite) {
      this.runId = runId;
      this.store = store;
      this.beforeWrite = beforeWrite;
    }

    @Override
    public <V extends RunRecord> Optional<V> get(RunKey<V> key) {
      return store.get(key);
    }

    @Override
    public <V extends RunRecord> void put(RunKey<V> key, V value) {
      note(key, Optional.of(value));
      store.put(key, value);
    }

    @Override
    public void remove(RunKey<?> key) {
      note(key, Optional.empty());
      store.remove(key);
    }

    private void note(RunKey<?> key, Optional<RunRecord> value) {
      beforeWrite.run();
      follow(runId, key, value);
      written.add(new Write(runId, key, value));
    }

    List<Write> written() {
      return List.copyOf(written);
    }
  }
}
