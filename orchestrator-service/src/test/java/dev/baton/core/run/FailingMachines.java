package dev.baton.core.run;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Machines that fail. In the machine's package, because its guards are nobody else's business. */
public final class FailingMachines {
  private FailingMachines() {}

  /** Fails the first time that it ends a run. */
  public static RunMachine atTheFirstEnd() {
    AtomicBoolean failed = new AtomicBoolean();
    return new RunMachine(
        RunLimits.DEFAULT,
        new Guards() {
          @Override
          Duration gravestoneTime(RunLimits limits) {
            if (failed.compareAndSet(false, true)) {
              throw new IllegalStateException("a bug");
            }
            return super.gravestoneTime(limits);
          }
        });
  }
}
