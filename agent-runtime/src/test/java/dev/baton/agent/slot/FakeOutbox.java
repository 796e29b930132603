package dev.baton.agent.slot;

import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Result;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what was said; can be slow or broken. */
final class FakeOutbox implements Outbox {

  final List<Result> results = new CopyOnWriteArrayList<>();
  final List<Result> hints = new CopyOnWriteArrayList<>();
  final List<DeadLetter> deadLetters = new CopyOnWriteArrayList<>();
  final AtomicInteger failuresToCome = new AtomicInteger();
  volatile CountDownLatch safe = new CountDownLatch(0);

  @Override
  public void result(Result result) throws InterruptedException {
    if (failuresToCome.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new IllegalStateException("not acknowledged by the broker");
    }
    safe.await();
    results.add(result);
  }

  @Override
  public void hint(Result result) {
    hints.add(result);
  }

  @Override
  public void deadLetter(DeadLetter letter, Optional<byte[]> key) throws InterruptedException {
    safe.await();
    deadLetters.add(letter);
  }
}
