package dev.baton.agent.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends polls that got nothing but the marker of a transaction. Thread-safe.
 *
 * <p>A share group hands out such markers like records. The client gives them back by itself and
 * asks for nothing more until the poll ends (Kafka clients 4.2.1 and 4.3.1: one fetch a poll), so
 * that a long poll would sit there while tasks wait. Short polls are no way out: where one ends
 * while its fetch is under way, two fetches may meet in the client's buffer, and then the marker is
 * not given back before its lock runs out. What tells is the number of acknowledgements sent: it
 * grows during a poll only by markers.
 */
final class MarkerWatch {

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** So much of the time without records may pass again until the next look. */
  private static final int SHARE = 10;

  private final String name;
  private final List<Member> members = new CopyOnWriteArrayList<>();
  private volatile long lastRecord = System.nanoTime();
  private @Nullable Thread thread;

  MarkerWatch(String name) {
    this.name = name;
  }

  /** One member of the share group. */
  final class Member {
    private final DoubleSupplier sent;
    private final Runnable wakeup;
    private boolean polling;
    private double before;

    private Member(DoubleSupplier sent, Runnable wakeup) {
      this.sent = sent;
      this.wakeup = wakeup;
    }

    /** A poll begins; every acknowledgement of the polls before was sent. */
    synchronized void begin() {
      before = sent.getAsDouble();
      polling = true;
    }

    /** The poll ended. */
    void end(boolean records) {
      synchronized (this) {
        polling = false;
      }
      if (records) {
        recordCame();
      }
    }

    void leave() {
      members.remove(this);
    }

    private synchronized void look() {
      if (polling && sent.getAsDouble() > before) {
        polling = false;
        wakeup.run();
      }
    }
  }

  /**
   * Looks after a member until it leaves.
   *
   * @param sent the total of the acknowledgements that it has sent
   * @param wakeup ends its poll
   */
  Member join(DoubleSupplier sent, Runnable wakeup) {
    Member member = new Member(sent, wakeup);
    synchronized (this) {
      members.add(member);
      if (thread == null) {
        thread = Thread.ofPlatform().name(name).daemon().start(this::look);
      }
    }
    return member;
  }

  private void look() {
    while (hasMembers()) {
      members.forEach(Member::look);
      LockSupport.parkNanos(this, pause().toNanos());
    }
  }

  private synchronized boolean hasMembers() {
    if (members.isEmpty()) {
      thread = null;
    }
    return !members.isEmpty();
  }

  private Duration pause() {
    Duration share = Duration.ofNanos((System.nanoTime() - lastRecord) / SHARE);
    if (share.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return share.compareTo(LONGEST) > 0 ? LONGEST : share;
  }

  private void recordCame() {
    boolean slow = pause().compareTo(SHORTEST) > 0;
    lastRecord = System.nanoTime();
    if (slow) {
      synchronized (this) {
        LockSupport.unpark(thread);
      }
    }
  }
}
