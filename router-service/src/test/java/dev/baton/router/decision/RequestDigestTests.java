package dev.baton.router.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.router.Samples;
import dev.baton.schemas.Budget;
import dev.baton.schemas.ChatMessage;
import dev.baton.schemas.Priority;
import dev.baton.schemas.Request;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestDigestTests {

  private static Request.Builder request() {
    return Samples.request("goal").setInputs(Map.of("a", "1", "b", "2"));
  }

  @Test
  void staysTheSameForEver() {
    // Runs that are under way were recorded with this digest.
    assertThat(RequestDigest.of(request().setIdempotencyKey("key").build()))
        .isEqualTo("f245df39cbfa5a9866471c54fbcdbfba20adac441643bfd4739a9898241c273a");
  }

  @Test
  void staysTheSameWhereARequestIsSentAgain() {
    Map<String, String> otherOrder = new LinkedHashMap<>();
    otherOrder.put("b", "2");
    otherOrder.put("a", "1");

    assertThat(
            RequestDigest.of(
                Samples.request("goal")
                    .setInputs(otherOrder)
                    .setCorrelation(Map.of("try", "2"))
                    .setDeadline(Instant.ofEpochMilli(1))
                    .build()))
        .isEqualTo(RequestDigest.of(request().build()));
  }

  @Test
  void dependsOnEveryOtherField() {
    Stream<Request.Builder> all =
        Stream.of(
            request(),
            request().setGoal("goal2"),
            request().setInputs(Map.of("a", "1")),
            request().setInputs(Map.of("a", "12", "b", "")),
            request().setIdempotencyKey("x"),
            request().setHint("x"),
            request().setConversationId("x"),
            request().setBudget(Budget.newBuilder().build()),
            request().setBudget(Budget.newBuilder().setMaxTokens(1L).build()),
            request().setBudget(Budget.newBuilder().setMaxCostMicros(1L).build()),
            request().setBudget(Budget.newBuilder().setMaxWallClockMillis(1L).build()),
            request().setBudget(Budget.newBuilder().setMaxTasks(1).build()),
            request().setPriority(Priority.HIGH),
            request().setHistory(List.of(new ChatMessage("user", "ab"))),
            request().setHistory(List.of(new ChatMessage("usera", "b"))),
            request()
                .setHistory(List.of(new ChatMessage("user", "a"), new ChatMessage("user", "b"))));

    List<String> digests = all.map(builder -> RequestDigest.of(builder.build())).toList();

    assertThat(digests).doesNotHaveDuplicates().hasSize(16);
  }
}
