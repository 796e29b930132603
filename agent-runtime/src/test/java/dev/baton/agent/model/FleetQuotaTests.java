package dev.baton.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.model.AccountQuota.Measure;
import dev.baton.schemas.AccountUse;
import dev.baton.schemas.Heartbeat;
import dev.baton.serde.ContractClasses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A fleet of greedy pods on one log of heartbeats, with a driven clock: pods join, leave, die, read
 * late and are cut off, and together never use more than the limit in any minute.
 */
class FleetQuotaTests {

  static {
    ContractClasses.trust();
  }

  private static final int SEEDS = Integer.getInteger("baton.seeds", 5_000) / 25;
  private static final String ACCOUNT = "house";
  private static final Duration TICK = Duration.ofMillis(500);

  /** All pods with their clock and the log that they read. */
  private static final class Fleet {
    private final Random random;
    private final int limit;
    private Instant now = Instant.parse("2026-11-01T00:00:00Z");
    private final List<Heartbeat> log = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();
    private final MinuteWindow used = new MinuteWindow();
    private int named;

    Fleet(long seed, int limit) {
      this.random = new Random(seed);
      this.limit = limit;
    }

    Pod join() {
      Pod pod = new Pod(this, "pod-%02d".formatted(random.nextInt(50) * 100 + named++));
      pods.add(pod);
      return pod;
    }

    void tick() {
      now = now.plus(TICK);
      pods.forEach(Pod::tick);
    }

    void run(Duration time) {
      for (Instant end = now.plus(time); now.isBefore(end); ) {
        tick();
      }
    }

    long usedInTheLastMinute() {
      return used.used(now);
    }
  }

  /** One pod, which uses all that it may whenever it wants anything. */
  private static final class Pod {
    private final Fleet fleet;
    private final String name;
    private final FleetQuota quota;
    private final MinuteWindow used = new MinuteWindow();
    private int read;
    private Instant beatAt;
    private Instant cutOffUntil = Instant.MIN;
    private int announced;
    private boolean wants = true;

    Pod(Fleet fleet, String name) {
      this.fleet = fleet;
      this.name = name;
      this.quota = new FleetQuota(name, () -> fleet.now);
      this.beatAt = fleet.now;
    }

    void tick() {
      boolean connected = !fleet.now.isBefore(cutOffUntil);
      if (connected && fleet.random.nextInt(4) > 0) {
        for (; read < fleet.log.size(); read++) {
          quota.heard(fleet.log.get(read));
        }
      }
      int sharers = quota.sharers(ACCOUNT);
      boolean sooner = sharers != announced && fleet.random.nextInt(3) == 0;
      if (connected && (!fleet.now.isBefore(beatAt) || sooner)) {
        beat(sharers);
      }
      long may = quota.allowance(ACCOUNT, Measure.REQUESTS, fleet.limit) - used.used(fleet.now);
      for (long i = 0; wants && i < may; i++) {
        used.use(fleet.now, 1);
        fleet.used.use(fleet.now, 1);
      }
    }

    void beat(int sharers) {
      announced = sharers;
      beatAt = fleet.now.plusSeconds(5);
      AccountUse use = new AccountUse(ACCOUNT, (int) used.used(fleet.now), 0L, sharers);
      fleet.log.add(new Heartbeat(name, "tester", 1, 0, fleet.now, List.of(use), null));
    }

    long allowance() {
      return quota.allowance(ACCOUNT, Measure.REQUESTS, fleet.limit);
    }
  }

  @Test
  void noMinuteHoldsMoreThanTheLimitWhoeverJoinsLeavesDiesOrIsCutOff() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Fleet fleet = new Fleet(seed, 1 + new Random(seed).nextInt(200));
      fleet.join();
      for (int tick = 0; tick < 600; tick++) {
        disturb(fleet);
        fleet.tick();
        assertThat(fleet.usedInTheLastMinute())
            .as("seed %d, tick %d, %d pods", seed, tick, fleet.pods.size())
            .isLessThanOrEqualTo(fleet.limit);
      }
    }
  }

  private static void disturb(Fleet fleet) {
    Random random = fleet.random;
    switch (random.nextInt(60)) {
      case 0, 1 -> {
        if (fleet.pods.size() < 10) {
          fleet.join();
        }
      }
      case 2 -> {
        if (!fleet.pods.isEmpty()) {
          fleet.pods.remove(random.nextInt(fleet.pods.size())).beat(0);
        }
      }
      case 3 -> {
        if (!fleet.pods.isEmpty()) {
          fleet.pods.remove(random.nextInt(fleet.pods.size()));
        }
      }
      case 4, 5, 6 -> {
        if (!fleet.pods.isEmpty()) {
          Pod pod = fleet.pods.get(random.nextInt(fleet.pods.size()));
          pod.wants = !pod.wants;
        }
      }
      case 7 -> {
        if (!fleet.pods.isEmpty()) {
          Pod pod = fleet.pods.get(random.nextInt(fleet.pods.size()));
          pod.cutOffUntil = fleet.now.plusSeconds(random.nextInt(120));
        }
      }
      default -> {}
    }
  }

  @Test
  void tenPodsUseAllOfTheLimitTogether() {
    Fleet fleet = new Fleet(1, 57);
    for (int i = 0; i < 10; i++) {
      fleet.join();
    }
    fleet.run(Duration.ofMinutes(3));

    assertThat(fleet.pods).extracting(Pod::allowance).allMatch(part -> part == 5 || part == 6);
    assertThat(fleet.usedInTheLastMinute()).isEqualTo(57);
  }

  @Test
  void morePodsThanTheLimitAllowsCallsStillDivideIt() {
    Fleet fleet = new Fleet(2, 3);
    for (int i = 0; i < 10; i++) {
      fleet.join();
    }
    fleet.run(Duration.ofMinutes(3));

    assertThat(fleet.pods.stream().mapToLong(Pod::allowance).sum()).isEqualTo(3);
  }

  @Test
  void aPodMayUseNothingBeforeTheOthersHaveMadeRoom() {
    Fleet fleet = new Fleet(3, 60);
    Pod first = fleet.join();
    fleet.run(Duration.ofSeconds(20));
    assertThat(first.allowance()).isEqualTo(60);

    Pod second = fleet.join();
    assertThat(second.allowance()).isZero();
    fleet.run(Duration.ofSeconds(10));
    assertThat(first.allowance()).isEqualTo(30);
    assertThat(second.allowance()).as("the first one's minute is not over").isZero();
    fleet.run(Duration.ofMinutes(2));
    assertThat(second.allowance()).isEqualTo(30);
  }

  @Test
  void aPodThatVanishedGivesItsShareBackOnceWhatItUsedCountsNoMore() {
    Fleet fleet = new Fleet(4, 60);
    Pod first = fleet.join();
    Pod second = fleet.join();
    fleet.run(Duration.ofMinutes(3));
    assertThat(first.allowance()).isEqualTo(30);

    fleet.pods.remove(second);
    fleet.run(FleetQuota.LIFE);
    assertThat(first.allowance()).as("its use still counts").isEqualTo(30);
    fleet.run(FleetQuota.MEMORY);
    assertThat(first.allowance()).isEqualTo(60);
  }

  @Test
  void aPodThatDoesNotHearItselfUsesNothing() {
    Fleet fleet = new Fleet(5, 60);
    Pod pod = fleet.join();
    fleet.run(Duration.ofSeconds(20));
    pod.cutOffUntil = fleet.now.plusSeconds(60);
    fleet.run(FleetQuota.LIFE.plusSeconds(1));

    assertThat(pod.allowance()).isZero();
    fleet.run(Duration.ofMinutes(2));
    assertThat(pod.allowance()).isEqualTo(60);
  }
}
