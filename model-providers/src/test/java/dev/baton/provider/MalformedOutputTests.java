package dev.baton.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.provider.Asked.Protocol;
import dev.baton.provider.testing.ProviderStub;
import dev.baton.provider.testing.StubAnswer;
import dev.baton.provider.testing.StubAnswer.Counts;
import dev.baton.provider.testing.StubAnswer.Finish;
import dev.baton.schemas.FailureClass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that a model may say wrongly: what the user gets, and what it cost. */
class MalformedOutputTests {

  private static final String SCHEMA =
      """
      {"type":"object","required":["days"],"properties":{"days":{"type":"integer"}}}\
      """;
  private static final String GOOD = "{\"days\":7}";

  /** Twice sent back, and the third one was wrong again. */
  private static final int THRICE = 3;

  private static final int MEBIBYTE = 1 << 20;

  /**
   * One row of the table.
   *
   * @param what what is wrong
   * @param answers what the model says, one after the other, the last one for ever
   * @param gets the text that the user gets, or the failure
   * @param calls how many calls are paid
   * @param toolRuns how often a tool ran
   */
  record Row(String what, List<StubAnswer> answers, Expected gets, int calls, int toolRuns) {
    @Override
    public String toString() {
      return what;
    }
  }

  record Expected(Optional<FailureClass> failure, String text) {}

  static Stream<Arguments> rows() {
    return Arrays.stream(Protocol.values())
        .flatMap(protocol -> table().map(row -> Arguments.of(protocol, row)));
  }

  private static Stream<Row> table() {
    return Stream.of(
        fails("truncated three times", FailureClass.MALFORMED, "cut off", cut("{\"days\":")),
        gets("truncated once", 2, cut("{\"days\":"), says(GOOD)),
        fails("empty three times", FailureClass.MALFORMED, "it is empty", says("")),
        gets("empty once", 2, says(""), says(GOOD)),
        new Row(
            "refused",
            List.of(refusal()),
            new Expected(Optional.of(FailureClass.REFUSED), "refused"),
            1,
            0),
        fails(
            "a tool that is not there",
            FailureClass.MALFORMED,
            "is not allowed (allowed: [echo])",
            calls("rm", "{\"text\":\"1\"}"),
            calls("rm", "{\"text\":\"2\"}"),
            calls("remove", "{}")),
        new Row(
            "a tool's name in the wrong case",
            List.of(
                calls("Echo", "{\"text\":\"x\"}"), calls("echo", "{\"text\":\"x\"}"), says(GOOD)),
            new Expected(Optional.empty(), GOOD),
            3,
            1),
        fails(
            "arguments that do not fit",
            FailureClass.MALFORMED,
            "arguments of echo",
            calls("echo", "{\"text\":1}"),
            calls("echo", "{\"text\":2}"),
            calls("echo", "{}")),
        gets("a key that stands twice", 2, says("{\"days\":7,\"days\":8}"), says(GOOD)),
        gets("wrong types", 2, says("{\"days\":\"seven\"}"), says(GOOD)),
        gets("another kind of JSON", 2, says("[7]"), says(GOOD)),
        gets("two documents", 2, says(GOOD + GOOD), says(GOOD)),
        gets("a fence around it, which costs nothing", 1, says("```json\n" + GOOD + "\n```\n")),
        gets("words around it", 2, says("Here it is:\n```json\n" + GOOD + "\n```"), says(GOOD)),
        fails(
            "a mebibyte three times",
            FailureClass.MALFORMED,
            "cut off",
            says("{\"days\":7,\"more\":\"" + "x".repeat(MEBIBYTE) + "\"}")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("rows")
  void saysWhatTheUserGetsAndWhatItCost(Protocol protocol, Row row) throws Exception {
    try (ProviderStub stub = ProviderStub.inTurn(row.answers().toArray(StubAnswer[]::new));
        Asked asked = Asked.of(protocol, stub)) {
      if (row.gets().failure().isPresent()) {
        TaskFailureException failure =
            catchThrowableOfType(
                TaskFailureException.class, () -> asked.askForJson("How long?", SCHEMA));
        assertThat(failure.failureClass()).isEqualTo(row.gets().failure().get());
        assertThat(failure).hasMessageContaining(row.gets().text());
      } else {
        assertThat(asked.askForJson("How long?", SCHEMA).text()).isEqualTo(row.gets().text());
      }

      assertThat(stub.requests()).as("nothing is asked beside what is paid").hasSize(row.calls());
      assertThat(asked.usage().getModelCalls()).isEqualTo(row.calls());
      assertThat(asked.usage().getToolCalls()).isEqualTo(row.toolRuns());
      assertThat(asked.usage().getInputTokens()).isEqualTo(100L * row.calls());
      assertThat(asked.usage().getOutputTokens()).isEqualTo(10L * row.calls());
      assertThat(asked.usage().getCostMicros()).isEqualTo(row.calls() * costOfOneCall(protocol));
      assertThat(asked.largestRecord()).as("fits the journal").isLessThan(MEBIBYTE / 2);
    }
  }

  /** 100 tokens in and 10 out at the list prices. */
  private static long costOfOneCall(Protocol protocol) {
    return switch (protocol) {
      case OPENAI -> 40 + 16;
      case OPENAI_RESPONSES -> 10 + 5;
      case ANTHROPIC -> 10 + 5;
      case GEMINI -> 113; // 75 + 37.5, rounded up
    };
  }

  private static Row gets(String what, int calls, StubAnswer... answers) {
    return new Row(what, List.of(answers), new Expected(Optional.empty(), GOOD), calls, 0);
  }

  private static Row fails(
      String what, FailureClass failure, String saying, StubAnswer... answers) {
    return new Row(what, List.of(answers), new Expected(Optional.of(failure), saying), THRICE, 0);
  }

  private static StubAnswer says(String text) {
    return StubAnswer.text(text);
  }

  private static StubAnswer calls(String tool, String arguments) {
    return StubAnswer.call(tool, arguments);
  }

  private static StubAnswer cut(String text) {
    return new StubAnswer.Says(text, List.of(), Finish.LENGTH, new Counts(100, 10, 0));
  }

  private static StubAnswer refusal() {
    return new StubAnswer.Says("I will not.", List.of(), Finish.REFUSAL, new Counts(100, 10, 0));
  }
}
