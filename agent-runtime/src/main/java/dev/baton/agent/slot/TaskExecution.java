package dev.baton.agent.slot;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.schemas.FailureClass;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One go at a record: works, then says what came of it, on a thread of its own. What was said first
 * counts; a thread that was left behind says nothing.
 */
final class TaskExecution implements Execution {

  /** How often something is said before the record is given back. */
  private static final int MAX_SAYINGS = 4;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Logger LOG = LoggerFactory.getLogger(TaskExecution.class);

  private enum Phase {
    WORKING,
    SAYING,
    ENDED
  }

  /** The work: brings a body, or nothing where there is nothing to say. */
  @FunctionalInterface
  interface Work {
    Object body() throws InterruptedException;
  }

  /** Makes a body safe. */
  @FunctionalInterface
  interface Saying {
    void say(Object body) throws InterruptedException;
  }

  private final String what;
  private final Saying saying;
  private final Surroundings surroundings;
  private final Runnable onEnd;
  private final Runnable started;
  private Phase phase = Phase.WORKING;
  private @Nullable Thread worker;
  private @Nullable CancelCause cause;
  private volatile @Nullable Disposition disposition;

  TaskExecution(
      String what, Saying saying, Surroundings surroundings, Runnable onEnd, Runnable started) {
    this.what = what;
    this.saying = saying;
    this.surroundings = surroundings;
    this.onEnd = onEnd;
    this.started = started;
  }

  TaskExecution start(Work work) {
    surroundings.execute(() -> run(work));
    return this;
  }

  private void run(Work work) {
    synchronized (this) {
      if (cause == null) {
        worker = Thread.currentThread();
      }
    }
    Optional<Object> body = worker() == null ? Optional.empty() : Optional.of(attempt(work));
    if (stopWorking()) {
      say(bodyToSay(body));
    }
  }

  private synchronized @Nullable Thread worker() {
    return worker;
  }

  /** From here on an interrupt cannot hit: what is said must arrive. */
  private synchronized boolean stopWorking() {
    worker = null;
    Thread.interrupted();
    if (phase != Phase.WORKING) {
      return false;
    }
    phase = Phase.SAYING;
    return true;
  }

  /** A cause that came first decides, whatever the interrupted work made of it. */
  private synchronized Optional<Object> bodyToSay(Optional<Object> body) {
    return cause == null ? body : cause.body();
  }

  private static Object attempt(Work work) {
    try {
      return work.body();
    } catch (TaskFailureException e) {
      return ResultBodies.failed(e);
    } catch (InterruptedException e) {
      return ResultBodies.failed(FailureClass.TRANSIENT, "work: interrupted without a cause");
    } catch (RuntimeException | Error e) {
      // Its message may quote the task, so only debugging shows it.
      LOG.warn("work failed unexpectedly with {} at {}", e.getClass().getName(), place(e));
      LOG.debug("work failed unexpectedly", e);
      return ResultBodies.failed(
          FailureClass.PERMANENT, "work: failed with " + e.getClass().getName());
    }
  }

  private static String place(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? "an unknown place" : trace[0].toString();
  }

  private void say(Optional<Object> body) {
    Disposition end = Disposition.UNSAID;
    try {
      end = body.isPresent() && said(body.get()) ? Disposition.SAID : Disposition.UNSAID;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(end);
    }
  }

  private boolean said(Object body) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    Object toSay = body;
    for (int saying = 1; saying <= MAX_SAYINGS; saying++) {
      try {
        this.saying.say(toSay);
        return true;
      } catch (TaskFailureException e) {
        toSay = ResultBodies.failed(e);
      } catch (RuntimeException e) {
        LOG.warn("{}: not said at try {} of {}", what, saying, MAX_SAYINGS, e);
      }
      if (saying < MAX_SAYINGS) {
        surroundings.pause(pause);
        pause = pause.multipliedBy(2);
      }
    }
    return false;
  }

  private void end(Disposition end) {
    synchronized (this) {
      phase = Phase.ENDED;
      disposition = end;
    }
    onEnd.run();
  }

  @Override
  public Optional<Disposition> disposition() {
    return Optional.ofNullable(disposition);
  }

  @Override
  public synchronized void cancel(CancelCause why) {
    if (phase == Phase.WORKING && cause == null) {
      cause = why;
      if (worker != null) {
        worker.interrupt();
      }
    }
  }

  @Override
  public void abandon() {
    Optional<Object> body;
    synchronized (this) {
      if (phase != Phase.WORKING || cause == null) {
        return;
      }
      phase = Phase.SAYING;
      body = cause.body();
    }
    LOG.warn("{}: work ignores its interrupt and is left behind", what);
    surroundings.execute(() -> say(body));
  }

  @Override
  public void sayStarted() {
    surroundings.execute(started);
  }
}
