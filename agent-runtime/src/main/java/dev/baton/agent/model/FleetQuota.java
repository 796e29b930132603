package dev.baton.agent.model;

import dev.baton.schemas.AccountUse;
import dev.baton.schemas.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Divides the limits of accounts among the pods that use them, by what all pods say in their
 * heartbeats, which every pod reads in one order. Nobody grants anything: each pod works out its
 * own part so that all parts together never exceed a limit. Thread-safe.
 *
 * <p>A pod divides a limit by the pods that it knows to live, and by as many as it last announced
 * where that is more: so a part grows only after it was said and heard, and shrinks at once. From
 * the limit it takes off what every other pod may use or has used in the last minute. A pod that
 * does not hear its own heartbeats uses nothing: others are about to take its part.
 */
public final class FleetQuota implements AccountQuota {

  /** How long a heartbeat counts: pods send one every five seconds. */
  public static final Duration LIFE = Duration.ofSeconds(15);

  /**
   * How long the use of a pod that is gone still counts after its last heartbeat: it may have gone
   * on for its life, and the provider counts a minute.
   */
  public static final Duration MEMORY = LIFE.plus(MinuteWindow.LENGTH).plus(LIFE);

  /** Pods and accounts remembered; no installation has more. */
  private static final int MAX_PODS = 10_000;

  private final String self;
  private final InstantSource clock;
  private final Map<String, Map<String, Heard>> byAccount = new HashMap<>();

  private record Heard(Instant at, AccountUse use) {
    boolean lives(Instant now) {
      return use.getSharers() > 0 && now.isBefore(at.plus(LIFE));
    }
  }

  /**
   * A quota that knows nobody yet, itself included.
   *
   * @param self the name of this pod
   * @param clock for the age of heartbeats
   */
  public FleetQuota(String self, InstantSource clock) {
    this.self = self;
    this.clock = clock;
  }

  /** Takes in what a pod says, in the order in which it was said; this pod's own word as well. */
  public synchronized void heard(Heartbeat heartbeat) {
    Instant now = clock.instant();
    Instant at = heartbeat.getAt().isBefore(now) ? heartbeat.getAt() : now;
    for (AccountUse use : heartbeat.getAccounts()) {
      Map<String, Heard> pods = byAccount.computeIfAbsent(use.getAccount(), _ -> new HashMap<>());
      pods.values().removeIf(heard -> !now.isBefore(heard.at.plus(MEMORY)));
      if (pods.size() < MAX_PODS || pods.containsKey(heartbeat.getPod())) {
        // What is read a second time after a fault is older than what is known.
        pods.merge(
            heartbeat.getPod(),
            new Heard(at, use),
            (known, heard) -> heard.at.isBefore(known.at) ? known : heard);
      }
    }
  }

  @Override
  public synchronized int sharers(String account) {
    return living(account, clock.instant()).size();
  }

  private SortedSet<String> living(String account, Instant now) {
    SortedSet<String> pods = new TreeSet<>();
    pods.add(self);
    byAccount
        .getOrDefault(account, Map.of())
        .forEach((pod, heard) -> {
          if (heard.lives(now)) {
            pods.add(pod);
          }
        });
    return pods;
  }

  @Override
  public synchronized long allowance(String account, Measure measure, long limit) {
    Instant now = clock.instant();
    Map<String, Heard> pods = byAccount.getOrDefault(account, Map.of());
    Heard own = pods.get(self);
    if (own == null || !own.lives(now)) {
      return 0;
    }
    SortedSet<String> living = living(account, now);
    int divisor = Math.max(living.size(), own.use.getSharers());
    // Rounded down where another pod's view of the fleet may be another one.
    long part = divisor == living.size() ? part(limit, divisor, living, self) : limit / divisor;
    long held = 0;
    for (Map.Entry<String, Heard> other : pods.entrySet()) {
      Heard heard = other.getValue();
      if (!other.getKey().equals(self) && now.isBefore(heard.at.plus(MEMORY))) {
        long may = part(limit, heard.use.getSharers(), living, other.getKey());
        held += Math.max(used(heard.use, measure), may);
      }
    }
    return Math.max(0, Math.min(part, limit - held));
  }

  /**
   * What a pod may use that divides a limit by so many: what is left over goes to the first ones by
   * name, where this pod's view of them is the same.
   */
  private static long part(long limit, int divisor, SortedSet<String> living, String pod) {
    if (divisor == 0) {
      return 0;
    }
    if (divisor != living.size() || !living.contains(pod)) {
      return (limit + divisor - 1) / divisor;
    }
    int rank = living.headSet(pod).size();
    return limit / divisor + (rank < limit % divisor ? 1 : 0);
  }

  private static long used(AccountUse use, Measure measure) {
    return switch (measure) {
      case REQUESTS -> use.getRequests();
      case TOKENS -> use.getTokens();
    };
  }
}
