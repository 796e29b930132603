package dev.baton.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.content.ClaimCheck;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.TaskFailed;
import dev.baton.schemas.TaskSucceeded;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultBodiesTests {

  private static final String NEEDS_VERDICT = "{\"type\":\"object\",\"required\":[\"verdict\"]}";

  private final ResultBodies bodies = new ResultBodies(Optional.empty(), ClaimCheck.none());

  @Test
  void passesASuccessOn() throws Exception {
    TaskSucceeded body =
        (TaskSucceeded)
            bodies.body(TaskOutcome.markdown("text", "{\"a\":1}", List.of()), Optional.empty());

    assertThat(body.getFieldsJson()).isEqualTo("{\"a\":1}");
    assertThat(body.getContent().getText()).isEqualTo("text");
  }

  @Test
  void refusesFieldsThatAreNoJsonObject() throws Exception {
    assertThat(failure(TaskOutcome.fields("[1]"))).isEqualTo(FailureClass.MALFORMED);
    assertThat(failure(TaskOutcome.fields("{} {}"))).isEqualTo(FailureClass.MALFORMED);
  }

  @Test
  void refusesFieldsBeyondTheirBoundInBytes() throws Exception {
    String fits = "{\"a\":\"" + "é".repeat((TaskOutcome.MAX_FIELDS_BYTES - 8) / 2) + "\"}";
    String tooLong = "{\"a\":\"" + "é".repeat(TaskOutcome.MAX_FIELDS_BYTES / 2) + "\"}";

    assertThat(bodies.body(TaskOutcome.fields(fits), Optional.empty()))
        .isInstanceOf(TaskSucceeded.class);
    assertThat(failure(TaskOutcome.fields(tooLong))).isEqualTo(FailureClass.MALFORMED);
  }

  @Test
  void holdsFieldsToTheTasksSchemaRatherThanTheCards() throws Exception {
    ResultBodies ofCard = new ResultBodies(Optional.of(NEEDS_VERDICT), ClaimCheck.none());

    assertThat(ofCard.body(TaskOutcome.fields("{}"), Optional.empty()))
        .isInstanceOf(TaskFailed.class);
    assertThat(ofCard.body(TaskOutcome.fields("{\"verdict\":1}"), Optional.empty()))
        .isInstanceOf(TaskSucceeded.class);
    assertThat(ofCard.body(TaskOutcome.fields("{}"), Optional.of("{\"type\":\"object\"}")))
        .isInstanceOf(TaskSucceeded.class);
  }

  @Test
  void keepsTheLeastWaitOfAFailure() throws Exception {
    TaskOutcome overloaded =
        new TaskOutcome.Failure(
            FailureClass.TRANSIENT, "later", Optional.of(Duration.ofSeconds(3)));

    assertThat(((TaskFailed) bodies.body(overloaded, Optional.empty())).getRetryAfterMillis())
        .isEqualTo(3000);
  }

  private FailureClass failure(TaskOutcome outcome) throws Exception {
    return ((TaskFailed) bodies.body(outcome, Optional.empty())).getFailureClass();
  }
}
