package dev.baton.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.failure.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTests {

  private static final String WORKFLOW =
      """
      name: note
      steps:
        write: {agent: %s}
      """;

  @TempDir private Path state = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ask | Missing required parameter: 'QUESTION'",
        "ask q --unknown | Unknown option: '--unknown'",
        "ask q --timeout soon | Invalid value for option '--timeout': 'soon' is not an int",
        "ask q --timeout 0 | --timeout: 0 (expected: >= 1 second)",
        "ask q --docs nowhere | --docs: nowhere (expected: an existing folder)",
        "ask q --docs . --corpus c | --docs and --corpus: both are given (expected: at most one)",
        "ask q --workflow w --agent a | --workflow=NAME, --agent=ROLE are mutually exclusive",
        "ask q --bootstrap-server h:1 | --bootstrap-server and --registry: only one is given",
        "ask q --bootstrap-server h:1 --registry nowhere | schema registry: 'nowhere' (expected: http",
        "ask q --bootstrap-server h:1 --registry http://h:2 --docs . | --docs: a folder of this machine",
        "ask q --prefix a/b | topic prefix: 'a/b' (expected:",
        "submit nowhere.jsonl | file: nowhere.jsonl (expected: a file that can be read, or -)",
        "show XYZ | run: 'XYZ' (expected: a run's id or at least its first 4 characters",
        "cancel ab | run: 'ab' (expected: a run's id",
        "replay ../etc | run: '../etc' (expected: a run's id",
        "runs --limit 0 | --limit: 0 (expected: >= 1)",
        "up --bootstrap-server h:1 --registry http://h:2 | --bootstrap-server: up starts a broker of its own",
        "up --docs nowhere | --docs: nowhere (expected: an existing folder)",
        "cluster | cluster: no sub-command (expected: apply)",
        "cluster apply --partitions 0 --bootstrap-server h:1 --registry http://h:2 | partitions: 0 (expected: >= 1)",
        "workflow | workflow: no sub-command (expected: check, draw, schema, publish or list)",
        "workflow publish nowhere.yaml | nowhere.yaml: cannot be read (expected: a workflow in YAML)",
        "demo nothing | demo: \"nothing\" (expected one of: single-agent, sequential, parallel, orchestrator-worker,",
        "demo parallel --bootstrap-server h:1 --registry http://h:2 | demo: brings documents and workflows of its own",
        "agent | agent: no sub-command (expected: add, list or new)",
        "agent add nowhere.yaml | agent card: nowhere.yaml cannot be read",
        "bench worker --slots 0 | --slots: 0 (expected: >= 1)",
        "bench worker --mix --slow 3 | --slow: 3 (expected: >= 6)",
        "bench worker --bootstrap-server h:1 --registry http://h:2 | bench worker: starts a stack of its own",
        "verify | verify: not run by the launcher (expected: ./baton verify)",
        "nonsense | Unmatched argument at index 0: 'nonsense'",
      })
  void refusesWrongUsageInOneLineWithoutAStackTrace(String line, String message) {
    TestStreams streams = new TestStreams();

    int code = streams.run(arguments(line));

    assertThat(code).isEqualTo(ExitCodes.USAGE);
    assertThat(streams.err().lines().findFirst().orElse(""))
        .startsWith("baton: ")
        .contains(message);
    assertThat(streams.err()).doesNotContain("\tat ");
    assertThat(streams.out()).isEmpty();
  }

  @Test
  void refusesANewRoleWithAnImpossibleName() {
    TestStreams streams = new TestStreams();

    assertThat(streams.run("agent", "new", "No!")).isEqualTo(ExitCodes.USAGE);
    assertThat(streams.err())
        .startsWith("baton: agent new: No! (expected: 1 to 40 lower-case letters, digits");
  }

  @Test
  void refusesAnEmptyGoal() {
    TestStreams streams = new TestStreams();

    assertThat(streams.run("ask", " ", "--state", state.toString())).isEqualTo(ExitCodes.USAGE);
    assertThat(streams.err()).isEqualTo("baton: goal: empty (expected: 1 to 65536 characters)\n");
  }

  @ParameterizedTest
  @CsvSource({"--seeds, 0, seeds: 0 (expected: >= 1)", "--seed, -1, seed: -1 (expected: >= 0)"})
  void refusesWorldsThatThereAreNot(String option, String value, String message) {
    TestStreams streams = new TestStreams();

    assertThat(streams.run("simulate", option, value)).isEqualTo(ExitCodes.USAGE);
    assertThat(streams.err()).isEqualTo("baton: " + message + "\n");
  }

  @Test
  void playsOneWorldForPrograms() {
    TestStreams streams = new TestStreams();

    assertThat(streams.run("simulate", "--seed", "3", "--json")).isEqualTo(ExitCodes.OK);
    assertThat(streams.out()).contains("\"holds\" : true", "\"firstSeed\" : 3", "\"seeds\" : 1");
  }

  @Test
  void saysWhatThereIsWhenNothingIsAsked() {
    TestStreams streams = new TestStreams();

    assertThat(streams.run()).isEqualTo(ExitCodes.USAGE);
    assertThat(streams.err())
        .contains("ask", "submit", "runs", "show", "replay", "cancel", "up", "down", "status")
        .contains("cluster", "bench", "router", "simulate", "verify");
  }

  @Test
  void explainsEveryCommand() {
    for (String command :
        List.of("ask", "submit", "runs", "show", "replay", "cancel", "up", "down", "status")) {
      TestStreams streams = new TestStreams();

      assertThat(streams.run(command, "--help")).as(command).isZero();
      assertThat(streams.out()).contains("Usage: baton " + command, "--state", "--registry");
    }
  }

  @Test
  void checksEveryWorkflowAndSaysEverythingThatIsWrong() throws IOException {
    Path good = Files.writeString(state.resolve("good.yaml"), WORKFLOW.formatted("writer"));
    Path bad =
        Files.writeString(
            state.resolve("bad.yaml"), WORKFLOW.formatted("wirter, when: goal, timeout: soon"));

    TestStreams streams = check(bad, good);

    assertThat(streams.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(streams.err().lines().skip(1))
        .containsExactly(
            bad
                + ":3:18: step 'write': key 'agent': there is no card for agent 'wirter' (expected one of: coder, generalist, researcher, reviewer, writer)",
            bad + ":3:32: step 'write': key 'when': is a string (expected: BOOLEAN)",
            bad
                + ":3:47: step 'write': key 'timeout': \"soon\" (expected: a duration such as 30s, 5m or 1h)");
    assertThat(streams.out()).isEqualTo(good + ": note@1, 1 steps, roles [writer]\n");
  }

  @Test
  void checksWithoutAStackAgainstTheBundledCardsAndThoseOfAFolder() throws IOException {
    Path own = Files.writeString(state.resolve("own.yaml"), WORKFLOW.formatted("typist"));
    Path cards = Files.createDirectory(state.resolve("cards"));
    Files.writeString(
        cards.resolve("typist.yaml"),
        "role: typist\nversion: 1\ndescription: Types.\nskills: [{name: type, description: Types.}]\n");

    assertThat(check(own).err())
        .startsWith("baton: no stack runs: checked against the cards that come with Baton; ")
        .contains("there is no card for agent 'typist'");
    TestStreams known = check(own, Path.of("--cards"), cards);
    assertThat(known.err()).contains("Baton and those in " + cards);
    assertThat(known.code()).isZero();
    assertThat(check(own, Path.of("--cards"), Path.of("nowhere")).err())
        .contains("--cards: nowhere (expected: an existing folder)");
  }

  @Test
  void checksTheOthersWhereAFileIsMissingOrTooLarge() throws IOException {
    Path good = Files.writeString(state.resolve("good.yaml"), WORKFLOW.formatted("writer"));
    Path large = Files.writeString(state.resolve("large.yaml"), "#".repeat(1 << 20));

    TestStreams streams = check(Path.of("nowhere.yaml"), large, good);

    assertThat(streams.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(streams.err())
        .contains("nowhere.yaml: cannot be read (expected: a workflow in YAML)")
        .contains(large + ": 1048576 bytes (expected: at most 262144)");
    assertThat(streams.out()).startsWith(good + ": note@1");
  }

  private TestStreams check(Path... words) {
    TestStreams streams = new TestStreams();
    Stream<String> command = Stream.of("workflow", "check", "--state", state.toString());
    streams.run(
        Stream.concat(command, Arrays.stream(words).map(Path::toString)).toArray(String[]::new));
    return streams;
  }

  @Test
  void printsTheSchemaOfDefinitions() {
    TestStreams streams = new TestStreams();

    assertThat(streams.run("workflow", "schema")).isZero();
    assertThat(streams.out()).startsWith("{\n").contains("\"$schema\"", "\"forEach\"");
  }

  @Test
  void drawsAWorkflow() throws IOException {
    Path file = Files.writeString(state.resolve("note.yaml"), WORKFLOW.formatted("writer"));
    TestStreams mermaid = new TestStreams();
    TestStreams svg = new TestStreams();

    mermaid.run("workflow", "draw", file.toString());
    svg.run("workflow", "draw", "--svg", file.toString());

    assertThat(mermaid.out()).startsWith("flowchart TD\n").contains("<b>write</b><br/>writer");
    assertThat(svg.out()).startsWith("<svg ").contains(">write</text>");
  }

  @Test
  void showsTheStackTraceOnlyWhenAskedTo() {
    TestStreams streams = new TestStreams();

    streams.run("ask", " ", "--debug", "--state", state.toString());

    assertThat(streams.err()).contains("\tat dev.baton.cli");
  }

  @Test
  void saysThatNothingRuns() {
    TestStreams streams = new TestStreams();

    assertThat(streams.run("status", "--state", state.toString())).isEqualTo(ExitCodes.FAILED);
    assertThat(streams.out()).startsWith("No local stack runs in " + state);
    assertThat(streams.run("down", "--state", state.toString())).isZero();
  }

  private String[] arguments(String line) {
    String[] words = line.strip().split(" ");
    boolean bare = List.of("agent", "cluster", "workflow").contains(line.strip());
    if (bare || line.startsWith("verify") || line.startsWith("nonsense")) {
      return words;
    }
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--state";
    all[words.length + 1] = state.toString();
    return all;
  }
}
