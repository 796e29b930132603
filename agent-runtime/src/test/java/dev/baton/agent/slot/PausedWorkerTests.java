package dev.baton.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.serde.Decoded;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How many members of the share group a worker has while there is little room for tasks. */
class PausedWorkerTests {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AtomicInteger open = new AtomicInteger();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile int room = Intake.ANY;

  private final Intake intake =
      new Intake() {
        @Override
        public int room() {
          return room;
        }

        @Override
        public Optional<String> pausedBecause() {
          return Optional.empty();
        }

        @Override
        public void listen(Runnable listener) {
          listeners.add(listener);
        }
      };

  /** A member to whom nothing is ever given. */
  private final class IdleSource implements TaskSource {
    private final Semaphore woken = new Semaphore(0);

    IdleSource() {
      open.incrementAndGet();
    }

    @Override
    public List<TaskRecord> poll(Duration timeout) {
      try {
        woken.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return List.of();
    }

    @Override
    public void acknowledge(TaskRecord record, Acknowledgement how) {}

    @Override
    public void commit(Duration bound) {}

    @Override
    public List<TaskRecord> takeLost() {
      return List.of();
    }

    @Override
    public Duration lock() {
      return Duration.ofSeconds(30);
    }

    @Override
    public void wakeup() {
      woken.release();
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }

  @Test
  void leavesTheGroupWhereThereIsNoRoomAndComesBackWithOneMemberToTry() throws Exception {
    SlotWorker worker =
        new SlotWorker(
            "tester",
            new SlotWorker.Shared(
                (_, _) -> new IdleSource(),
                () -> _ -> new Decoded.Poison<>("undecodable", "no task"),
                new FakeTaskRunner(),
                new Cancellations(10, Duration.ofHours(1), InstantSource.system()),
                new Turns(3, intake)),
            SlotWorkerLimits.ofSlots(3),
            AdaptiveFetchLimits.DEFAULT);
    worker.start();
    awaitMembers(3);

    room = 0;
    listeners.forEach(Runnable::run);
    awaitMembers(0);
    assertThat(worker.isComplete()).as("a worker that pauses is well").isTrue();
    room = 1;
    awaitMembers(1);
    await().during(Duration.ofMillis(1_200)).atMost(PATIENCE).until(() -> open.get() == 1);
    room = Intake.ANY;
    awaitMembers(3);
    assertThat(worker.drain(Duration.ofSeconds(5))).isTrue();
    awaitMembers(0);
  }

  private void awaitMembers(int count) {
    await().atMost(PATIENCE).until(() -> open.get() == count);
  }
}
