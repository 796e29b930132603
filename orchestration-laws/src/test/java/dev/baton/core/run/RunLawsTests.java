package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.baton.core.message.Answer;
import dev.baton.core.message.AnswerStatus;
import dev.baton.core.run.Simulation.Profile;
import dev.baton.core.wire.WireBytes;
import dev.baton.laws.BrokenInvariantException;
import dev.baton.laws.RandomWorkflow;
import dev.baton.laws.RandomWorkflow.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * The laws of the run machine over random workflows and random orders. A failure names the seed;
 * {@link Seeds} says how many are played.
 */
class RunLawsTests {
  private static final int ORDERS = 3;
  private static final RunMachine MACHINE = new RunMachine(Simulation.limits());

  @Test
  void everyOrderOfResultsGivesTheSameAnswer() {
    Seeds.each(seed -> {
      RandomWorkflow.Sample workflow = RandomWorkflow.of(seed, Shape.PLAIN);
      World world = World.of(workflow.yaml());
      Answer first = play(world, seed, 0, Profile.CALM).answer();
      for (int order = 1; order < ORDERS; order++) {
        Answer other = play(world, seed, order, Profile.CALM).answer();
        if (first.status() == AnswerStatus.FAILED && workflow.mayFail()) {
          assertThat(other.status()).as("seed %d order %d", seed, order).isEqualTo(first.status());
        } else {
          assertThat(other.canonical())
              .as("seed %d order %d%n%s", seed, order, workflow.yaml())
              .isEqualTo(first.canonical());
        }
      }
    });
  }

  /** Law 1b. Orders that led to the same decisions must have led to the same answer. */
  @Test
  void anEarlyJoinIsAFunctionOfWhatWasAcceptedAndOfWhyItClosed() {
    AtomicLong compared = new AtomicLong();
    AtomicLong variants = new AtomicLong();
    Seeds.each(seed -> {
      JoinLaw law = JoinLaw.play(seed, Guards::new);
      assertThat(law.violation()).as("seed %d", seed).isEmpty();
      compared.addAndGet(law.compared());
      variants.addAndGet(law.outcomes() > 1 ? 1 : 0);
    });
    assumeThat(Seeds.count()).as("seeds, to say something about all").isGreaterThan(100);
    assertThat(compared.get()).as("orders compared").isGreaterThan(Seeds.count() / 2);
    assertThat(variants.get())
        .as("runs whose joins closed in several ways")
        .isGreaterThan(Seeds.count() / 20);
  }

  /**
   * Duplicates, fencing, terminal, liveness and effects are watched by the law book while the chaos
   * plays.
   */
  @Test
  void chaosBreaksNoLaw() {
    Seeds.each(seed -> assertThat(violation(seed, new Guards())).as("seed %d", seed).isEmpty());
  }

  /** Every twentieth run dies after each of its events, the others after some. */
  @Test
  void aCrashAfterAnyEventChangesNothing() {
    Seeds.each(seed -> {
      World world = World.of(RandomWorkflow.of(seed, Shape.FULL).yaml());
      int oneIn = seed % 20 == 0 ? 1 : 40;
      Simulation steady = play(world, seed, seed, Profile.CHAOS);
      Simulation crashing =
          play(world, seed, seed, Profile.CHAOS.crashing(oneIn, WireBytes::throughBytes));
      assertThat(crashing.answer()).as("seed %d", seed).isEqualTo(steady.answer());
      assertThat(crashing.store()).as("seed %d", seed).isEqualTo(steady.store());
    });
  }

  @Test
  void theRunLogGivesTheSameStateAndTheSameDecisions() {
    Seeds.each(seed -> {
      World world = World.of(RandomWorkflow.of(seed, Shape.FULL).yaml());
      Simulation played = play(world, seed, seed, Profile.CHAOS);
      boolean throughBytes = seed % 5 == 0;
      Replay replay =
          throughBytes
              ? Replay.fold(WireBytes.throughBytes(played.log()))
              : Replay.fold(played.log(), MACHINE);
      assertThat(replay.firstDivergence()).as("seed %d", seed).isEmpty();
      assertThat(replay.store()).as("seed %d", seed).isEqualTo(played.store());
    });
  }

  @Test
  void replayNamesTheFirstEntryThatWouldBeDecidedOtherwise() {
    Scenario run = Scenario.of("a: {agent: x}\nb: {agent: x}").succeeds("a").succeeds("b");
    List<RunLogEntry> log = new ArrayList<>(run.log());
    RunLogEntry second = log.get(1);
    log.set(
        1,
        new RunLogEntry(
            second.runId(),
            second.tenant(),
            second.seq(),
            second.at(),
            second.machineVersion(),
            second.event(),
            List.of(new RunFact.EventSuperseded("result", "another opinion"))));
    Replay.Divergence divergence = Replay.fold(log.subList(0, 2)).firstDivergence().orElseThrow();
    assertThat(divergence.seq()).isEqualTo(2);
    assertThat(divergence.expected()).hasSize(1);
    assertThat(divergence.actual()).hasAtLeastOneElementOfType(TaskFact.TaskSucceeded.class);
  }

  static Optional<String> violation(long seed, Guards guards) {
    RunMachine machine = new RunMachine(Simulation.limits(), guards);
    return violation(seed, new Simulation(seed, seed, Profile.CHAOS, machine));
  }

  static Optional<String> violation(long seed, Profile profile) {
    return violation(seed, new Simulation(seed, seed, profile, MACHINE));
  }

  static Optional<String> violation(long seed, Simulation.Flaw flaw) {
    return violation(seed, new Simulation(seed, seed, Profile.CHAOS, MACHINE).spoiledBy(flaw));
  }

  private static Optional<String> violation(long seed, Simulation simulation) {
    String yaml = RandomWorkflow.of(seed, Shape.FULL).yaml();
    try {
      simulation.play(yaml);
      return Optional.empty();
    } catch (BrokenInvariantException | IllegalStateException e) {
      return Optional.of(e + "\n" + yaml);
    }
  }

  private static Simulation play(World world, long seed, long order, Profile profile) {
    return new Simulation(seed, order, profile, MACHINE).play(world);
  }
}
