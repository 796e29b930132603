package dev.baton.router.app;

import static dev.baton.router.Samples.card;
import static dev.baton.router.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.router.Installation;
import dev.baton.router.Installation.Read;
import dev.baton.router.app.HaltingInterceptor.Moment;
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
import java.util.Collections;
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

  /**
   * What ends one life of a router after another, before one that is killed from outside. With
   * {@code -Dbaton.long=true} every moment thrice.
   */
  private static final List<Moment> MOMENTS =
      Boolean.getBoolean("baton.long")
          ? Collections.nCopies(3, List.of(Moment.values())).stream().flatMap(List::stream).toList()
          : List.of(Moment.ACKNOWLEDGED);

  @TempDir private Path folder = Path.of("");

  private Process start(Installation installation, String... options) throws IOException {
    String interceptor = "[interceptor.classes]=" + HaltingInterceptor.class.getName();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of(
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
            "--spring.kafka.consumer.properties" + interceptor,
            "--spring.kafka.producer.properties" + interceptor,
            "--baton.registry.url=" + TestRegistry.shared().url(),
            "--baton.topic-prefix=" + installation.names.prefix(),
            "--baton.router.classifier.enabled=false"));
    return new ProcessBuilder(command)
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
      for (Moment moment : MOMENTS) {
        haltAt(moment, 1 + random.nextInt(REQUESTS_PER_LIFE), installation, sent);
      }
      long before = routed(installation).size();
      live(
          installation,
          () -> {
            send(installation, sent);
            // Between the first record of a batch and the last, or a little later.
            long some = before + 1 + random.nextInt(REQUESTS_PER_LIFE / 2);
            await().atMost(TIMEOUT).until(() -> routed(installation).size() >= some);
          });
      live(
          installation,
          () -> await().atMost(TIMEOUT).until(() -> byOrigin(installation).size() >= sent.size()));

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

  private void haltAt(Moment moment, int nth, Installation installation, List<Request> sent)
      throws Exception {
    String life = "halted at %s of request %d".formatted(moment, nth);
    int before = routed(installation).size();
    Process router = start(installation, moment.option(nth));
    try {
      send(installation, sent);
      assertThat(router.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).as(life).isTrue();
    } finally {
      router.destroyForcibly();
    }
    assertThat(router.exitValue()).as(life).isEqualTo(HaltingInterceptor.EXIT_CODE);
    int written = routed(installation).size() - before;
    switch (moment) {
      case CONSUMED -> assertThat(written).as(life).isLessThan(nth);
      case SENDING, ACKNOWLEDGED, COMMITTED ->
          assertThat(written).as(life).isGreaterThanOrEqualTo(moment == Moment.SENDING ? 0 : nth);
    }
  }

  private interface Life {
    void live() throws IOException;
  }

  /** A life that a kill from outside ends. */
  private void live(Installation installation, Life life) throws Exception {
    Process router = start(installation);
    try {
      life.live();
    } finally {
      router.destroyForcibly();
      assertThat(router.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
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
