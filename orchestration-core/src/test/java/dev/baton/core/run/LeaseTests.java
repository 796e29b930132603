package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.ledger.Amount;
import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Leased;
import dev.baton.core.message.Missing;
import dev.baton.core.message.Request;
import dev.baton.core.workflow.WorkflowParser;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run of a tenant with a limit on tokens. */
class LeaseTests {
  private static final String TWO = "a: {agent: x}\nb: {agent: x, needs: [a]}";

  private static Scenario leasing(String steps) {
    Scenario fresh = Scenario.fresh();
    RunEvent.Routed routed =
        Scenario.routedEvent(
            fresh.run(),
            Request.of("goal"),
            WorkflowParser.definition(Scenario.workflow(steps)),
            fresh.now());
    return fresh.happens(routed.leasing(new Leased(true, false)));
  }

  private static Scenario says(
      Scenario run, int number, long tokens, boolean drained, Optional<String> denial) {
    return run.happens(
        new RunEvent.BudgetDecided(
            run.run(),
            Scenario.TENANT,
            run.now(),
            run.now(),
            Integer.toString(number),
            denial.isEmpty(),
            tokens,
            0,
            denial,
            drained));
  }

  private static Scenario grants(Scenario run, int number, long tokens) {
    return says(run, number, tokens, false, Optional.empty());
  }

  private static LedgerEvent told(Scenario run) {
    return run.effects().stream()
        .filter(Effect.TellLedger.class::isInstance)
        .map(effect -> ((Effect.TellLedger) effect).event())
        .reduce((_, later) -> later)
        .orElseThrow(() -> new AssertionError("the ledger was told nothing"));
  }

  @Test
  void theFirstDispatchWaitsForTheLedgerAndGoesOnWithItsWord() {
    Scenario run = leasing(TWO);
    assertThat(run.tasks()).isEmpty();
    LedgerEvent.LeaseRequested asked = (LedgerEvent.LeaseRequested) told(run);
    assertThat(asked.number()).isEqualTo(1);
    assertThat(asked.least()).isEqualTo(new Amount(256, 0));
    assertThat(asked.wanted()).as("a block").isEqualTo(new Amount(200_000, 0));
    grants(run, 1, 200_000);
    assertThat(run.justDispatched()).containsExactly("a[0]#1@x");
    assertThat(run.task("a", 0).maxTokens()).as("the card's").contains(100_000L);
    assertThat(run.timers()).noneMatch(timer -> timer.name().equals("lease"));
  }

  @Test
  void whatFitsIntoTheLeaseAsksNobody() {
    Scenario run = grants(leasing(TWO), 1, 200_000).succeeds("a");
    assertThat(run.justDispatched()).containsExactly("b[0]#1@x");
    run.succeeds("b");
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
    LedgerEvent.LeaseSettled settled = (LedgerEvent.LeaseSettled) told(run);
    assertThat(settled.ended()).isTrue();
    assertThat(settled.spent().tokens()).isEqualTo(22);
  }

  @Test
  void aDenialGivesTheTaskUpAndNamesTheLimit() {
    Scenario run = says(leasing(TWO), 1, 0, false, Optional.of("tenant 'acme' has 0 left"));
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.FAILED);
    assertThat(run.answer().missing())
        .extracting(Missing::detail)
        .contains("tenant 'acme' has 0 left");
  }

  @Test
  void silenceCountsAsADenial() {
    Scenario run = leasing(TWO).passes(Duration.ofSeconds(30));
    assertThat(run.answer().reason())
        .contains("the ledger of tenant 'acme' said nothing within PT30S");
    grants(run, 1, 200_000);
    assertThat(run.justDecided()).containsExactly("EventSuperseded");
  }

  @Test
  void aWordThatNobodyWaitsForChangesNothing() {
    Scenario run = grants(leasing(TWO), 1, 200_000);
    grants(run, 1, 200_000);
    assertThat(run.justDecided()).containsExactly("EventSuperseded");
    assertThat(run.header().spending().lease().orElseThrow().tokens()).isEqualTo(200_000);
  }

  @Test
  void theWordOfAnotherTenantsLedgerDoesNotCount() {
    Scenario run = leasing(TWO);
    run.happens(
        new RunEvent.BudgetDecided(
            run.run(), "eve", run.now(), run.now(), "1", true, 9_999, 0, Optional.empty(), false));
    assertThat(run.justDecided()).containsExactly("EventSuperseded");
    assertThat(run.tasks()).isEmpty();
  }

  @Test
  void aRetryThatDoesNotFitIsHeldUntilTheLedgerHasSpoken() {
    Scenario run =
        grants(
            leasing("a: {agent: x, timeout: 1m, queueTimeout: 1m, retry: {max: 3}}"), 1, 100_000);
    run.passes(Duration.ofSeconds(130));
    assertThat(run.tasks()).as("what the lost attempt may spend is still set aside").hasSize(1);
    assertThat(((LedgerEvent.LeaseRequested) told(run)).number()).isEqualTo(2);
    grants(run, 2, 200_000).passes(Duration.ofSeconds(5));
    assertThat(run.justDispatched()).containsExactly("a[0]#2@x");
  }

  @Test
  void aNearlyEmptyLedgerLeavesOptionalItemsOut() {
    String items = "a: {agent: x, forEach: {items: '[\"p\", \"q\", \"r\"]', concurrency: 1}}";
    Scenario run = says(leasing(items), 1, 30_000, true, Optional.empty());
    assertThat(run.task("a", 0).maxTokens()).as("shared among three").contains(10_000L);
    run.succeeds("a", 0);
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
    assertThat(run.answer().savings())
        .containsExactly(
            "cheaper models, optional items left out: the budget of tenant 'acme' nears its end");
    assertThat(run.answer().missing())
        .hasSize(2)
        .allSatisfy(missing -> assertThat(missing.detail()).startsWith("left out: cheaper models"));
  }
}
