package dev.baton.router.app;

import static dev.baton.router.Samples.card;
import static dev.baton.router.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.router.Installation;
import dev.baton.router.Installation.Read;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Request;
import dev.baton.schemas.Routed;
import dev.baton.schemas.RunEvent;
import dev.baton.stack.testing.TestKafka;
import dev.baton.stack.testing.TestRegistry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A router as a process of its own, killed without warning while requests come in. */
class KilledRouterTests {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int REQUESTS_PER_LIFE = 200;

  /** With {@code -Dbaton.long=true}, a dozen lives. */
  private static final int KILLS = Boolean.getBoolean("baton.long") ? 12 : 1;

  @TempDir private Path folder = Path.of("");

  private Process start(Installation installation) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--sun-misc-unsafe-memory-access=allow",
            RouterApplication.class.getName(),
            "--spring.main.web-application-type=none",
            "--spring.kafka.bootstrap-servers=" + TestKafka.shared().bootstrapServers(),
            // A known member takes its place again at once.
            "--spring.kafka.consumer.properties[group.instance.id]=router",
            "--baton.registry.url=" + TestRegistry.shared().url(),
            "--baton.topic-prefix=" + installation.names.prefix(),
            "--baton.router.classifier.enabled=false")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "router.log")))
        .start();
  }

  @Test
  void noRequestIsLostAndNoneIsTwoRunsWhateverMomentItIsKilledIn() throws Exception {
    long seed = Long.getLong("baton.seed", 1);
    Random random = new Random(seed);
    try (Installation installation = new Installation()) {
      installation
          .createTopics()
          .registerSchemas()
          .publish(card("coder"), card("generalist"), card("researcher"));
      List<Request> sent = new ArrayList<>();
      for (int life = 0; life <= KILLS; life++) {
        Process router = start(installation);
        try {
          long before = routed(installation).size();
          send(installation, sent);
          if (life < KILLS) {
            // Between the first record of a batch and the last, or a little later.
            long wanted = before + 1 + random.nextInt(REQUESTS_PER_LIFE / 2);
            await().atMost(TIMEOUT).until(() -> routed(installation).size() >= wanted);
          } else {
            await().atMost(TIMEOUT).until(() -> byOrigin(installation).size() >= sent.size());
          }
        } finally {
          router.destroyForcibly();
          assertThat(router.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
      }

      Map<String, Set<String>> runs = byOrigin(installation);
      assertThat(runs).as("seed %d: every request is routed", seed).hasSize(sent.size());
      assertThat(runs.values())
          .as("seed %d: a request that was routed again is the same run", seed)
          .allSatisfy(ofOne -> assertThat(ofOne).hasSize(1));
      assertThat(runs.values().stream().flatMap(Set::stream).distinct())
          .as("seed %d: two requests are one run only where they have one key", seed)
          .hasSize(sent.size() - sent.size() / REQUESTS_PER_LIFE);
      assertThat(installation.read(installation.names.deadLetters(), DeadLetter.class)).isEmpty();
    }
  }

  /** The last of each life has the same key as the first of that life. */
  private static void send(Installation installation, List<Request> sent) {
    int life = sent.size() / REQUESTS_PER_LIFE;
    for (int i = 0; i < REQUESTS_PER_LIFE; i++) {
      String key = "life-" + life + "-" + (i == REQUESTS_PER_LIFE - 1 ? 0 : i);
      Request request = request("goal of " + key).setIdempotencyKey(key).build();
      installation.send(installation.names.requests(), key, request);
      sent.add(request);
    }
  }

  private static List<Read<RunEvent>> routed(Installation installation) {
    return installation.read(installation.names.runs(), RunEvent.class);
  }

  private static Map<String, Set<String>> byOrigin(Installation installation) {
    Map<String, Set<String>> runs = new TreeMap<>();
    for (Read<RunEvent> event : routed(installation)) {
      Routed routed = (Routed) event.value().getBody();
      runs.computeIfAbsent(routed.getOrigin(), _ -> new TreeSet<>()).add(event.key());
    }
    return runs;
  }
}
