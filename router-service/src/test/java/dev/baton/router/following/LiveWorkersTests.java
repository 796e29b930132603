package dev.baton.router.following;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.schemas.Heartbeat;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.AvroSerdes;
import dev.baton.serde.RegistryEndpoint;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveWorkersTests {

  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);

  /** Decodes nothing here: heartbeats are handed over as they are. */
  private final AvroDecoder<Heartbeat> decoder =
      new AvroSerdes(RegistryEndpoint.apicurio("http://127.0.0.1:9")).decoder(Heartbeat.class);

  private final LiveWorkers workers = new LiveWorkers(decoder, now::get);

  @AfterEach
  void close() {
    workers.close();
  }

  private void beat(String pod, String role, int slots, int busy) {
    workers.note(new Heartbeat(pod, role, slots, busy, now.get(), List.of(), null));
  }

  @Test
  void aRoleLivesWhileOneOfItsPodsDoes() {
    assertThat(workers.has("coder")).isFalse();
    beat("pod-1", "coder", 4, 1);
    now.set(START.plusSeconds(10));
    beat("pod-2", "coder", 4, 4);

    now.set(START.plusSeconds(16));
    assertThat(workers.has("coder")).isTrue();
    assertThat(workers.has("writer")).isFalse();

    now.set(START.plusSeconds(25));
    assertThat(workers.has("coder")).isFalse();
  }

  @Test
  void countsWhatCouldBeginAtOnce() {
    beat("pod-1", "coder", 4, 1);
    beat("pod-2", "coder", 4, 4);
    beat("pod-3", "writer", 9, 0);
    beat("pod-1", "coder", 4, 2);

    assertThat(workers.freeSlots("coder")).isEqualTo(2);
    now.set(START.plusSeconds(60));
    assertThat(workers.freeSlots("coder")).isZero();
  }

  @Test
  void isNotFilledUpByPodsThatAreGone() {
    for (int i = 0; i < 10_000; i++) {
      beat("pod-" + i, "coder", 1, 0);
    }
    now.set(START.plusSeconds(60));

    beat("late", "writer", 1, 0);

    assertThat(workers.has("writer")).isTrue();
  }
}
