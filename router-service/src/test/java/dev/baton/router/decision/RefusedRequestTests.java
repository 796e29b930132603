package dev.baton.router.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.router.Samples;
import dev.baton.schemas.ChatMessage;
import dev.baton.schemas.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusedRequestTests {

  @Test
  void keepsWhatTheAnswerEchoes() {
    Request request =
        Samples.request("goal")
            .setIdempotencyKey("key")
            .setConversationId("talk")
            .setCorrelation(Map.of("trace", "1"))
            .build();

    assertThat(RefusedRequest.of(request)).isEqualTo(request);
  }

  @Test
  void cutsWhateverCouldBeLarge() {
    Request request =
        Samples.request("g".repeat(1_000_000))
            .setInputs(Map.of("a", "b".repeat(1_000_000)))
            .setHistory(List.of(new ChatMessage("user", "c".repeat(1_000_000))))
            .setIdempotencyKey("k".repeat(1_000_000))
            .setCorrelation(Map.of("trace", "v".repeat(1_000_000)))
            .build();

    assertThat(RefusedRequest.of(request))
        .isEqualTo(
            Samples.request("g".repeat(1_024) + "…")
                .setIdempotencyKey("k".repeat(256) + "…")
                .build());
  }

  @Test
  void neverCutsACharacterInHalf() {
    Request cut = RefusedRequest.of(Samples.request("x" + "😀".repeat(1_000)).build());

    assertThat(cut.getGoal()).isEqualTo("x" + "😀".repeat(511) + "…");
  }
}
