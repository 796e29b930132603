package dev.baton.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.cli.client.DeadLetterProbe;
import dev.baton.cli.client.Installation;
import dev.baton.cli.stack.LocalServices;
import dev.baton.cli.stack.Session;
import dev.baton.cli.stack.Settings;
import dev.baton.cli.state.StackFile;
import dev.baton.cli.state.StateFolder;
import dev.baton.schemas.DeadLetter;
import dev.baton.topics.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Tests of commands on one local stack that runs meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CommandsOnAStack {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir(cleanup = CleanupMode.ALWAYS)
  static Path folder = Path.of("");

  private Optional<LocalServices> services = Optional.empty();

  @BeforeAll
  void start() throws InterruptedException {
    StateFolder state = new StateFolder(folder);
    LocalServices started =
        LocalServices.start(new Settings(state, Optional.empty(), TopicNames.standard()));
    services = Optional.of(started);
    new StackFile(state).write(started.stack());
  }

  @AfterAll
  void stop() {
    services.ifPresent(LocalServices::close);
  }

  JsonNode ask(int code, String question, String... options) throws JsonProcessingException {
    String[] words = new String[options.length + 3];
    words[0] = "ask";
    words[1] = question;
    words[2] = "--json";
    System.arraycopy(options, 0, words, 3, options.length);
    TestStreams streams = run(words);
    assertThat(streams.code()).as(streams.err()).isEqualTo(code);
    return json(streams);
  }

  TestStreams run(String... words) {
    TestStreams streams = new TestStreams();
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--state";
    all[words.length + 1] = folder.toString();
    streams.run(all);
    return streams;
  }

  DeadLetter deadLetter(String key) {
    DeadLetterProbe probe = new DeadLetterProbe(installation());
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> probe.ofKey(key), letters -> !letters.isEmpty())
        .getFirst();
  }

  Installation installation() {
    return Session.installation(services.orElseThrow().stack());
  }

  static JsonNode json(TestStreams streams) {
    return parse(streams.out());
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
