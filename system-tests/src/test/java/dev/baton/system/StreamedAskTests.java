package dev.baton.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.model.Sources;
import dev.baton.provider.testing.ProviderStub;
import dev.baton.provider.testing.ProviderStub.SentPiece;
import dev.baton.provider.testing.StubAnswer;
import dev.baton.provider.testing.StubAnswer.Counts;
import dev.baton.provider.testing.StubAnswer.Finish;
import dev.baton.provider.testing.StubAnswer.Then;
import dev.baton.provider.testing.StubRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How soon {@code baton ask} shows what a provider has sent: on the screen, across two topics. */
class StreamedAskTests {

  private static final int LIMIT_SECONDS = 120;

  private static final int PIECES = 40;
  private static final Duration PAUSE = Duration.ofMillis(70);

  /**
   * Long before the provider has said its last word. The figure that is printed counts on a quiet
   * machine alone, and the goal of 50 ms with it.
   */
  private static final Duration BOUND = PAUSE.multipliedBy(PIECES / 2);

  private static final Path DOCS = Path.of("..", "cli", "src", "test", "resources", "docs");

  @TempDir private Path folder = Path.of("");

  @Test
  void showsTheFirstTokenOfADraftAsSoonAsItWasSent() throws Exception {
    try (ProviderStub stub = ProviderStub.start(StreamedAskTests::brain)) {
      Watched watched = ask(stub);

      assertThat(watched.out).contains("confirmed its checksum").doesNotContain("token-");
      List<Duration> delays = new ArrayList<>();
      for (SentPiece piece : stub.sentPieces()) {
        if (piece.text().startsWith("token-")) {
          delays.add(watched.shownAfter(piece));
        }
      }
      assertThat(delays).hasSize(PIECES);
      Duration first = delays.getFirst();
      Duration median = delays.stream().sorted().toList().get(PIECES / 2);
      System.out.printf(
          "a streamed token on the screen after: first %d ms, median of %d %d ms, longest %d ms%n",
          first.toMillis(),
          PIECES,
          median.toMillis(),
          delays.stream().max(Duration::compareTo).orElseThrow().toMillis());
      assertThat(first).as("first token").isLessThan(BOUND);
      assertThat(median).as("median").isLessThan(BOUND);
    }
  }

  /** Writes tokens that are told apart and no sentence of which survives the check of citations. */
  private static StubAnswer brain(StubRequest request) {
    if (request.system().startsWith("You split a question")) {
      return StubAnswer.text("{\"facets\":[\"When is a copy released?\"]}");
    }
    if (request.tools().contains("search")) {
      return request.turns() == 0
          ? StubAnswer.call("search", "{\"query\":\"copy released\"}")
          : StubAnswer.text("I have seen enough.");
    }
    if (request.system().startsWith(ProviderBrain.JUDGES)) {
      return StubAnswer.text("{\"accept\": true, \"score\": 1, \"issues\": []}");
    }
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < PIECES; i++) {
      pieces.add("token-%02d ".formatted(i));
    }
    pieces.add("is all.\n\n");
    Sources.parse(request.last())
        .orElseThrow()
        .passages()
        .forEach(source -> pieces.add("%s [%d]\n".formatted(source.text(), source.number())));
    StubAnswer.Says says =
        new StubAnswer.Says(
            String.join("", pieces), List.of(), Finish.STOP, new Counts(100, 10, 0));
    return new StubAnswer.Streams(says, pieces, PAUSE, Then.COMPLETES);
  }

  /** What a process printed, and when which text was first on its error stream. */
  private static final class Watched {
    private final StringBuilder seen = new StringBuilder();
    private final TreeMap<Integer, Long> nanosByLength = new TreeMap<>();
    private String out = "";

    void read(InputStream err) throws IOException {
      byte[] buffer = new byte[8192];
      for (int read = err.read(buffer); read >= 0; read = err.read(buffer)) {
        long now = System.nanoTime();
        seen.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        nanosByLength.put(seen.length(), now);
      }
    }

    Duration shownAfter(SentPiece piece) {
      String token = piece.text().strip();
      int at = seen.indexOf(token);
      assertThat(at).as("%s was shown", token).isNotNegative();
      long shown = nanosByLength.ceilingEntry(at + token.length()).getValue();
      return Duration.ofNanos(shown - piece.nanos());
    }
  }

  private Watched ask(ProviderStub stub) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-Dbaton.terminal=true", "-Dbaton.columns=120"));
    command.add("-Dbaton.home=" + Path.of("..").toRealPath());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
    command.add(dev.baton.cli.BatonCommand.class.getName());
    command.addAll(List.of("ask", "When is a copy released?", "--docs", DOCS.toString()));
    command.addAll(List.of("--state", folder.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.of(
                "TERM", "xterm",
                "OPENAI_API_KEY", "sk-test",
                "OPENAI_BASE_URL", stub.openAi().toString()));
    Process process = builder.start();
    Watched watched = new Watched();
    watched.read(process.getErrorStream());
    watched.out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(watched.out).isTrue();
    assertThat(process.exitValue()).withFailMessage(() -> watched.out + watched.seen).isZero();
    return watched;
  }
}
