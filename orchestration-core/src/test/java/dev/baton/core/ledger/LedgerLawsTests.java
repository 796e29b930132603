package dev.baton.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.id.RunId;
import dev.baton.core.id.RunIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The laws of a tenant's ledger over random requests, duplicates, losses and orders. */
class LedgerLawsTests {
  private static final long SEEDS = Long.getLong("baton.seeds", 2_000);
  private static final Instant START = Instant.parse("2026-03-01T22:00:00Z");
  private static final String TENANT = "acme";

  /** One play: runs that ask, spend, end or are lost; the operator changes the limit. */
  private static final class Play {
    private final Random random;
    private final MapLedgerStore store = new MapLedgerStore();
    private final MapLedgerStore replayed = new MapLedgerStore();
    private final UnaryOperator<LedgerDecision> flaw;
    private final Map<Integer, Open> runs = new HashMap<>();
    private final Map<RunId, Integer> numbers = new HashMap<>();
    private final Map<RunId, Amount> granted = new HashMap<>();
    private final Map<RunId, Amount> spent = new HashMap<>();
    private final List<LedgerEvent> past = new ArrayList<>();
    private Instant now = START;
    private Instant latestDue = START;

    Play(long seed, UnaryOperator<LedgerDecision> flaw) {
      this.random = new Random(seed);
      this.flaw = flaw;
    }

    Play play() {
      apply(new LedgerEvent.LimitSet(TENANT, limit(), now));
      for (int i = 0; i < 60; i++) {
        now = now.plusSeconds(random.nextInt(900));
        apply(event());
        if (random.nextInt(4) == 0) {
          again(past.get(random.nextInt(past.size())));
        }
      }
      now = latestDue.plusSeconds(1);
      apply(new LedgerEvent.LimitSet(TENANT, limit(), now));
      holds(store.leases().isEmpty(), "a lease never ends: " + store.leases());
      holds(store.account().leased().equals(Amount.NONE), "leased for ever: " + store.account());
      return this;
    }

    private TenantLimit limit() {
      return new TenantLimit(
          Optional.of(500L + random.nextInt(3_000)),
          random.nextBoolean() ? Optional.of(100L + random.nextInt(900)) : Optional.empty(),
          List.of(Period.values()).get(random.nextInt(3)));
    }

    private LedgerEvent event() {
      int chance = random.nextInt(100);
      if (chance < 5) {
        return new LedgerEvent.LimitSet(TENANT, limit(), now);
      }
      int slot = random.nextInt(6);
      Open open = under(slot);
      RunId run = open.run();
      spendSome(run);
      if (chance < 60 || !numbers.containsKey(run)) {
        Amount least = new Amount(1 + random.nextInt(100), 1 + random.nextInt(20));
        Amount more = new Amount(random.nextInt(500), random.nextInt(90));
        return new LedgerEvent.LeaseRequested(
            TENANT,
            run,
            numbers.merge(run, 1, Integer::sum),
            least,
            least.plus(more),
            spent(run),
            open.due(),
            now);
      }
      boolean ends = chance > 85;
      if (ends) {
        runs.remove(slot);
      }
      return new LedgerEvent.LeaseSettled(TENANT, run, spent(run), ends, now);
    }

    /** The run that goes on here; another one where the last has ended or passed its deadline. */
    private Open under(int slot) {
      Open open =
          Optional.ofNullable(runs.get(slot))
              .filter(former -> former.due().isAfter(now))
              .orElseGet(() ->
                  new Open(
                      RunIds.ofKey(TENANT, "run " + past.size() + " in " + slot),
                      now.plus(Duration.ofMinutes(20 + random.nextInt(100)))));
      runs.put(slot, open);
      latestDue = open.due().isAfter(latestDue) ? open.due() : latestDue;
      return open;
    }

    private record Open(RunId run, Instant due) {}

    private Amount spent(RunId run) {
      return spent.getOrDefault(run, Amount.NONE);
    }

    /** Runs keep to what they were granted. */
    private void spendSome(RunId run) {
      Amount left = granted.getOrDefault(run, Amount.NONE).less(spent(run));
      Amount more =
          new Amount(random.nextLong(left.tokens() + 1), random.nextLong(left.costMicros() + 1));
      spent.merge(run, more, Amount::plus);
    }

    private void apply(LedgerEvent event) {
      past.add(event);
      LedgerDecision decision = flaw.apply(LedgerMachine.apply(store, event));
      decision.facts().forEach(this::follow);
      decision
          .word()
          .flatMap(LedgerDecision.Word::granted)
          .ifPresent(more -> granted.merge(decision.word().get().runId(), more, Amount::plus));
      boolean asks = event instanceof LedgerEvent.LeaseRequested;
      boolean late =
          decision.facts().stream().anyMatch(LedgerFact.EventSuperseded.class::isInstance);
      holds(!asks || late || decision.word().isPresent(), "a request without an answer: " + event);
      holds(
          store.account().equals(replayed.account()) && store.leases().equals(replayed.leases()),
          "the facts lead elsewhere: " + store.account() + " and " + replayed.account());
      Amount open =
          store.leases().values().stream().map(Lease::open).reduce(Amount.NONE, Amount::plus);
      holds(
          store.account().leased().equals(open), "leased: " + store.account() + ", open: " + open);
    }

    private void follow(LedgerFact fact) {
      LedgerEvolution.evolve(replayed, fact);
      if (fact instanceof LedgerFact.LeaseGranted) {
        Account account = replayed.account();
        holds(
            account.limit().most().covers(account.leased().plus(account.spent())),
            "more leased and spent than the limit: " + account);
      }
    }

    /** At the same time again: nothing changes and nobody is told anything. */
    private void again(LedgerEvent former) {
      if (former instanceof LedgerEvent.LimitSet) {
        return; // The operator's word counts whenever it is given.
      }
      MapLedgerStore copy = new MapLedgerStore(store);
      LedgerMachine.apply(copy, new LedgerEvent.LimitSet(TENANT, store.account().limit(), now));
      MapLedgerStore before = new MapLedgerStore(copy);
      LedgerDecision decision = LedgerMachine.apply(copy, at(former));
      boolean forgotten = before.lease(run(former)).isEmpty();
      holds(
          forgotten
              || (copy.account().equals(before.account())
                  && copy.leases().equals(before.leases())
                  && decision.word().isEmpty()),
          "again: " + former + " led to " + decision);
    }

    private static RunId run(LedgerEvent event) {
      return switch (event) {
        case LedgerEvent.LeaseRequested asked -> asked.runId();
        case LedgerEvent.LeaseSettled settled -> settled.runId();
        case LedgerEvent.LimitSet _ -> throw new IllegalStateException("of no run");
      };
    }

    private LedgerEvent at(LedgerEvent event) {
      return switch (event) {
        case LedgerEvent.LeaseRequested e ->
            new LedgerEvent.LeaseRequested(
                e.tenant(), e.runId(), e.number(), e.least(), e.wanted(), e.spent(), e.due(), now);
        case LedgerEvent.LeaseSettled e ->
            new LedgerEvent.LeaseSettled(e.tenant(), e.runId(), e.spent(), e.ended(), now);
        case LedgerEvent.LimitSet e -> new LedgerEvent.LimitSet(e.tenant(), e.limit(), now);
      };
    }
  }

  private static void holds(boolean condition, String law) {
    if (!condition) {
      throw new AssertionError(law);
    }
  }

  @Test
  void neverIsMoreLeasedAndSpentThanTheLimitAndEveryLeaseEnds() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(violation(seed, UnaryOperator.identity())).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void theOrderOfSettlementsDoesNotMatterForTheSum() {
    for (long seed = 0; seed < SEEDS / 4; seed++) {
      Random random = new Random(seed);
      List<LedgerEvent> reports = new ArrayList<>();
      List<LedgerEvent> requests = new ArrayList<>();
      requests.add(
          new LedgerEvent.LimitSet(
              TENANT,
              new TenantLimit(Optional.of(100_000L), Optional.empty(), Period.MONTH),
              START));
      for (int run = 0; run < 4; run++) {
        RunId id = RunIds.ofKey(TENANT, "run " + run);
        Amount wanted = new Amount(1_000, 100);
        requests.add(
            new LedgerEvent.LeaseRequested(
                TENANT, id, 1, wanted, wanted, Amount.NONE, START.plusSeconds(9_999), START));
        Amount total = Amount.NONE;
        for (int report = 0; report < 4; report++) {
          total = total.plus(new Amount(random.nextInt(200), random.nextInt(20)));
          reports.add(new LedgerEvent.LeaseSettled(TENANT, id, total, false, START));
        }
      }
      Account first = accountAfter(requests, reports);
      Collections.shuffle(reports, random);
      assertThat(accountAfter(requests, reports)).as("seed %d", seed).isEqualTo(first);
    }
  }

  private static Account accountAfter(List<LedgerEvent> requests, List<LedgerEvent> reports) {
    MapLedgerStore store = new MapLedgerStore();
    requests.forEach(event -> LedgerMachine.apply(store, event));
    reports.forEach(event -> LedgerMachine.apply(store, event));
    return store.account();
  }

  @Test
  void aLeaseThatIsNotReturnedIsFound() {
    assertThat(
            found(decision -> without(decision, fact -> fact instanceof LedgerFact.LeaseReturned)))
        .isPresent();
  }

  @Test
  void aForgottenAnswerIsFound() {
    assertThat(found(decision -> new LedgerDecision(decision.facts(), Optional.empty())))
        .hasValueSatisfying(law -> assertThat(law).contains("without an answer"));
  }

  @Test
  void spendingThatIsNotCountedIsFound() {
    assertThat(
            found(
                decision -> without(decision, fact -> fact instanceof LedgerFact.SpendingCounted)))
        .isPresent();
  }

  private static LedgerDecision without(
      LedgerDecision decision, java.util.function.Predicate<LedgerFact> which) {
    return new LedgerDecision(
        decision.facts().stream().filter(which.negate()).toList(), decision.word());
  }

  private static Optional<String> found(UnaryOperator<LedgerDecision> flaw) {
    for (long seed = 0; seed < 1_000; seed++) {
      Optional<String> law = violation(seed, flaw);
      if (law.isPresent()) {
        return law;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> violation(long seed, UnaryOperator<LedgerDecision> flaw) {
    try {
      new Play(seed, flaw).play();
      return Optional.empty();
    } catch (AssertionError | IllegalStateException e) {
      return Optional.of(e.toString());
    }
  }
}
