package dev.baton.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.schemas.Answer;
import dev.baton.schemas.AnswerStatus;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Task;
import dev.baton.schemas.TenantBudget;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a tenant with a limit, and its ledger beside them in the same topology. */
class LedgerTopologyTests {

  private static final String TENANT = "default";

  @TempDir Path stateDir;
  private Scenario scenario;

  @BeforeEach
  void open() {
    scenario = new Scenario(stateDir);
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  private Task onlyTask() {
    return assertThat(scenario.tasks("noop")).singleElement().actual();
  }

  private Answer onlyAnswer() {
    return assertThat(scenario.answers()).singleElement().actual();
  }

  private TenantBudget standing() {
    return scenario.tenantBudgets().getLast();
  }

  @Test
  void aRunOfATenantWithoutALimitAsksNobody() {
    scenario.request("k", Scenario.SINGLE);
    assertThat(onlyTask().getMaxTokens()).isNull();
    assertThat(scenario.tenantBudgets()).isEmpty();
  }

  @Test
  void theSecondRunIsDeniedAndAThirdCompletesOnceTheLimitIsRaised() {
    scenario.limit(TENANT, 10_000);
    scenario.request("one", Scenario.SINGLE);
    Task first = onlyTask();
    assertThat(first.getMaxTokens()).as("all that is left").isEqualTo(10_000);
    scenario.send("noop", Messages.success(first, scenario.now(), 9_900));
    assertThat(onlyAnswer().getStatus()).isEqualTo(AnswerStatus.COMPLETE);
    TenantBudget after = standing();
    assertThat(after.getLeasedTokens()).as("the rest came back").isZero();
    assertThat(after.getSpentTokens()).isEqualTo(9_900);

    scenario.request("two", Scenario.SINGLE);
    assertThat(scenario.tasks("noop")).isEmpty();
    Answer denied = onlyAnswer();
    assertThat(denied.getStatus()).isEqualTo(AnswerStatus.FAILED);
    assertThat(denied.getReason())
        .isEqualTo(
            "budget: step 'work': tenant 'default' has 100 left of its 10000 tokens per day (expected: at least 256)");

    scenario.limit(TENANT, 50_000);
    scenario.request("three", Scenario.SINGLE);
    Task third = onlyTask();
    assertThat(third.getMaxTokens()).isEqualTo(40_100);
    scenario.send("noop", Messages.success(third, scenario.now(), 10));
    assertThat(onlyAnswer().getStatus()).isEqualTo(AnswerStatus.COMPLETE);
  }

  @Test
  void whatALostAttemptMayHaveSpentIsNotGivenAwayAgain() {
    scenario.limit(TENANT, 10_000);
    scenario.request("one", Scenario.FANOUT);
    assertThat(scenario.tasks("noop"))
        .extracting(Task::getMaxTokens)
        .as("shared among the steps to come")
        .containsExactly(3_333L, 3_333L, 3_334L);
    scenario.advance(Duration.ofMinutes(6));
    Answer answer = onlyAnswer();
    assertThat(answer.getStatus()).isEqualTo(AnswerStatus.FAILED);
    assertThat(answer.getSavings())
        .singleElement()
        .isEqualTo(
            "cheaper models, optional items left out: the budget of tenant 'default' nears its end");
    assertThat(standing().getSpentTokens())
        .as("what a lost attempt may have spent is not given away again")
        .isEqualTo(10_000);
  }

  @Test
  void aMalformedEventOfALedgerHarmsNothingElse() {
    scenario.sendRaw(Scenario.NAMES.budget(), TENANT, new byte[] {1, 2, 3});
    scenario.sendRaw(
        Scenario.NAMES.budget(),
        "another",
        RawCodec.bytes(Messages.limitOf(TENANT, 1_000, scenario.now())));
    assertThat(scenario.deadLetters())
        .extracting(DeadLetter::getCause)
        .containsExactly("undecodable", "invalid");
    scenario.request("one", Scenario.SINGLE);
    assertThat(onlyTask().getMaxTokens()).isNull();
  }
}
