package dev.baton.search;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Watches over the thread that reads one file: its time, and the memory that it asks for. Used by
 * that thread alone.
 */
final class PdfBudget {

  /** Too much was asked for. */
  static final class SpentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpentException(String message) {
      super(message);
    }
  }

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final PdfLimits limits;
  private final long end;
  private long allocatedBefore;

  /** Begins to watch the calling thread, which must be one of the platform. */
  PdfBudget(PdfLimits limits, Duration time) {
    this.limits = limits;
    this.end = System.nanoTime() + time.toNanos();
    nextStep();
  }

  /** Memory is counted from here on anew. */
  void nextStep() {
    allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
  }

  /**
   * Whether it may go on.
   *
   * @throws SpentException if it may not
   */
  void check() {
    if (System.nanoTime() - end >= 0) {
      throw new SpentException("not read in time (expected: within " + limits.maxTime() + ")");
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    if (allocated > limits.maxAllocation()) {
      throw new SpentException(
          "unfolds to too much (expected: <= " + limits.maxAllocation() + " bytes a page)");
    }
  }
}
