package dev.baton.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.cli.client.DeadLetterProbe;
import dev.baton.cli.demo.Demo;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.topics.TopicNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole system over a real broker and a real registry, driven as a person drives it. */
class AskIntegrationTests extends CommandsOnAStack {

  private static final Path DOCS = Path.of("src", "test", "resources", "docs");
  private static final String QUESTION =
      "When is a copy released, and what happens if the link breaks in the middle of a copy?";

  /** As much as a broker takes: a mebibyte with Kafka's own overhead. */
  private static final int LARGEST_RECORD = (1 << 20) - 1_024;

  private static final int SCHEMA_ID_OF_NOBODY = 987_654;

  @Test
  void answersWithACitationBehindEverySentence() throws IOException {
    JsonNode answer = ask(ExitCodes.OK, QUESTION, "--docs", DOCS.toString());

    assertThat(answer.path("status").asText()).isEqualTo("COMPLETE");
    assertThat(answer.path("extractive").asBoolean()).isTrue();
    assertThat(answer.at("/route/target").asText()).isEqualTo("answer");
    assertThat(answer.path("answer").asText())
        .contains("confirmed its checksum")
        .contains("resumes at the first block");
    assertThat(AnswerText.sentences(answer)).isNotEmpty();
    assertThat(AnswerText.sentences(answer))
        .allSatisfy(line -> assertThat(line).matches(".*\\[\\d+\\]$"));
  }

  @Test
  void citesOnlyWhatStandsInTheSource() throws IOException {
    JsonNode answer = ask(ExitCodes.OK, QUESTION, "--docs", DOCS.toString());

    assertThat(answer.path("citations")).isNotEmpty();
    for (JsonNode citation : answer.path("citations")) {
      List<String> lines = Files.readAllLines(DOCS.resolve(citation.path("source").asText()));
      String quoted =
          String.join(
              " ",
              lines.subList(
                  citation.path("lineStart").asInt() - 1, citation.path("lineEnd").asInt()));
      assertThat(AnswerText.oneLine(quoted))
          .as(citation.toString())
          .contains(AnswerText.oneLine(citation.path("quote").asText()));
    }
  }

  @Test
  void printsAnswerSourcesAndStepsForPeople() {
    TestStreams streams = run("ask", QUESTION, "--docs", DOCS.toString());

    assertThat(streams.out())
        .contains("Sources\n[1] lighthouse.md:")
        .contains("Offline answer: extracted sentences, no model was used.")
        .containsPattern("Run {4}[0-9a-f-]{36} ")
        .contains("Route  workflow answer (rule questions: ")
        .containsPattern("write +writer +succeeded");
    assertThat(streams.err()).contains("research").doesNotContain("Exception");
  }

  @Test
  void keepsTheRunForShowRunsAndReplay() throws IOException {
    String runId = ask(ExitCodes.OK, QUESTION, "--docs", DOCS.toString()).path("runId").asText();

    assertThat(run("runs").out()).contains(runId, "complete", "workflow:answer", "When is a copy");
    assertThat(run("show", runId).out())
        .contains("Timeline")
        .containsPattern("1  \\+0 ms +routed to workflow answer")
        .contains("run finished: complete");
    assertThat(json(run("show", runId, "--json")).path("timeline")).hasSizeGreaterThan(4);
    TestStreams replay = run("replay", runId);
    assertThat(replay.out())
        .contains("today's code decides the same")
        .doesNotContain("tool search");
    assertThat(replay.code()).isZero();
    assertThat(run("replay", runId, "--calls").out())
        .contains("model offline-extractive, ")
        .contains("tool search, ");
  }

  @Test
  void answersTheSameQuestionUnderTheSameKeyFromTheSameRun() throws IOException {
    JsonNode first = ask(ExitCodes.OK, QUESTION, "--docs", DOCS.toString(), "--key", "k-1");
    JsonNode second = ask(ExitCodes.OK, QUESTION, "--docs", DOCS.toString(), "--key", "k-1");

    assertThat(second).isEqualTo(first);
    String runId = first.path("runId").asText();
    assertThat(run("runs", "--limit", "1000").out().lines().filter(line -> line.contains(runId)))
        .hasSize(1);
  }

  @Test
  void refusesAnotherQuestionUnderTheSameKey() throws IOException {
    String runId =
        ask(ExitCodes.OK, QUESTION, "--docs", DOCS.toString(), "--key", "k-2")
            .path("runId")
            .asText();

    TestStreams other =
        run("ask", "How long is a copy kept?", "--docs", DOCS.toString(), "--key", "k-2");

    assertThat(other.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(other.err()).contains("run " + runId + ": request refused as key-conflict");
    assertThat(deadLetter(runId).getCause()).isEqualTo("key-conflict");
  }

  @Test
  void letsOneAgentAnswerAlone() throws IOException {
    JsonNode answer =
        ask(ExitCodes.OK, QUESTION, "--docs", DOCS.toString(), "--agent", "generalist");

    assertThat(answer.at("/route/kind").asText()).isEqualTo("AGENT");
    assertThat(answer.path("steps")).hasSize(1);
    assertThat(answer.path("citations")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--agent nobody | 1 | FAILED | nobody",
        "--workflow nothing | 1 | FAILED | nothing",
        "--corpus unknown-corpus | 2 | PARTIAL | unknown-corpus",
      })
  void saysWhyARunCannotBeAnswered(String options, int code, String status, String offender)
      throws IOException {
    JsonNode answer = ask(code, QUESTION, options.split(" "));

    assertThat(answer.path("status").asText()).isEqualTo(status);
    assertThat(answer.path("reason").asText() + answer.path("missing")).contains(offender);
  }

  @Test
  void submitsGoodLinesAndRefusesBadOnes() throws IOException {
    Path file = folder.resolve("requests.jsonl");
    Files.writeString(
        file,
        """
        {"goal": "Say hello", "hint": "agent:nobody", "idempotencyKey": "s-1"}
        {"goal": ""}
        {"goal": "x", "colour": "red"}
        {"goal": "Too late", "deadline": "2020-01-01T00:00:00Z", "idempotencyKey": "s-2"}
        """);

    TestStreams streams = run("submit", file.toString(), "--wait", "--timeout", "60");

    assertThat(streams.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(streams.err())
        .contains("line 2: goal: empty (expected: 1 to 65536 characters)")
        .contains("line 3: unknown field colour (expected: one of goal, inputs,")
        .contains("2 sent, 2 refused");
    List<JsonNode> lines = streams.out().lines().map(AskIntegrationTests::parse).toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.subList(2, 4))
        .allSatisfy(answer -> assertThat(answer.path("status").asText()).isEqualTo("FAILED"))
        .anySatisfy(answer -> assertThat(answer.path("reason").asText()).contains("deadline"))
        .anySatisfy(answer -> assertThat(answer.path("reason").asText()).contains("nobody"));
  }

  @Test
  void setsBytesAsideThatAreNoRequestAndGoesOn() throws IOException {
    DeadLetterProbe probe = new DeadLetterProbe(installation());
    byte[] large = new byte[LARGEST_RECORD];
    new Random(1).nextBytes(large);

    probe.sendRequest("no-avro", "hello".getBytes(StandardCharsets.UTF_8));
    probe.sendRequest(
        "unknown-schema",
        ByteBuffer.allocate(9).put(1, (byte) 0).putInt(1, SCHEMA_ID_OF_NOBODY).array());
    probe.sendRequest("too-large", large);

    assertThat(deadLetter("no-avro").getCause()).isEqualTo("undecodable");
    assertThat(deadLetter("unknown-schema").getMessage())
        .contains(Integer.toString(SCHEMA_ID_OF_NOBODY));
    assertThat(deadLetter("too-large").getMessage()).contains("expected");
    assertThat(ask(ExitCodes.OK, QUESTION, "--docs", DOCS.toString()).path("status").asText())
        .isEqualTo("COMPLETE");
  }

  @Test
  void cancelsNothingThatHasEndedOrNeverWas() throws IOException {
    String runId = ask(ExitCodes.OK, QUESTION, "--docs", DOCS.toString()).path("runId").asText();

    assertThat(run("cancel", runId).err()).contains("complete already (expected: a run under way)");
    assertThat(run("cancel", "00000000-0000").err()).contains("no run (expected: one run");
  }

  @Test
  void addsAnAgentByItsCardAndListsIt() throws IOException {
    Path card = folder.resolve("card.yaml");
    Files.writeString(
        card,
        """
        role: translator
        version: 1
        description: Translates into German
        skills: [{name: translate, description: The text in German}]
        prompt: You translate.
        """);

    TestStreams added = run("agent", "add", card.toString());

    assertThat(added.out())
        .contains("created  topic baton.tasks.translator with 1 partition")
        .contains("created  topic baton.results.translator with 2 partitions")
        .contains("created  agent card translator")
        .contains("Next: baton down, baton up");
    assertThat(run("agent", "add", card.toString()).out()).contains("nothing to change");
    assertThat(run("agent", "list").out()).contains("Translates into German", "researcher");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "role: writer | role: writer comes with Baton",
        "tools: [fly] | the generic worker has no fly (expected: of [http-fetch, read, search, search-code], or mcp:SERVER/TOOL;",
        "tools: [fly!] | wrong.yaml:6:9: tools: fly!",
        "prompt: '' | prompt: \"\" (expected: a text)",
      })
  void refusesACardThatIsWrong(String line, String message) throws IOException {
    Path card = folder.resolve("wrong.yaml");
    String key = line.substring(0, line.indexOf(':'));
    String good =
        "role: r\nversion: 1\ndescription: d\nskills: [{name: s, description: d}]\nprompt: p\ntools: []\n";
    Files.writeString(card, good.replaceAll("(?m)^" + key + ":.*$", line));

    TestStreams added = run("agent", "add", card.toString());

    assertThat(added.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(added.err()).contains(message);
  }

  @Test
  void saysThatEverythingIsUp() {
    TestStreams status = run("status");

    assertThat(status.out())
        .contains("broker", "registry", "worker-researcher")
        .doesNotContain("DOWN");
    assertThat(status.code()).isZero();
  }

  @Test
  void hasNothingToChangeInAClusterThatIsSetUp() {
    TestStreams apply = run("cluster", "apply", "--partitions", "2");

    assertThat(apply.out()).isEqualTo("nothing to change\n");
    assertThat(run("cluster", "apply", "--partitions", "3", "--dry-run").out())
        .contains("topic baton.runs has 2 partitions (expected: 3; left as it is");
  }

  @Test
  void publishesAWorkflowThatRequestsCanNameAtOnce() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("brief.yaml"),
            """
            name: brief
            steps:
              find: {agent: researcher, writes: evidence}
              write: {agent: writer, needs: [find], reads: [evidence]}
            """);

    assertThat(run("workflow", "publish", file.toString()).out())
        .isEqualTo("workflow brief@1: published\n");
    assertThat(run("workflow", "publish", file.toString()).out())
        .isEqualTo("workflow brief@1: was published before\n");
    assertThat(run("workflow", "list").out()).containsPattern("brief +1").contains("answer");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(run("ask", QUESTION, "--docs", DOCS.toString(), "--workflow", "brief").out())
                .contains("Route  workflow brief"));
  }

  @Test
  void publishesNoWorkflowThatCouldNotRunNorAnotherBodyOfAVersion() throws IOException {
    Path file = folder.resolve("stray.yaml");

    Files.writeString(file, "name: stray\nsteps:\n  a: {agent: nobody}\n");
    assertThat(run("workflow", "publish", file.toString()).err())
        .contains(
            ":3:14: step 'a': key 'agent': there is no card for agent 'nobody' (expected one of: coder");
    Files.writeString(file, "name: stray\nsteps:\n  a: {agent: writer}\n");
    assertThat(run("workflow", "publish", file.toString()).code()).isZero();
    Files.writeString(file, "name: stray\nsteps:\n  a: {agent: coder}\n");
    TestStreams again = run("workflow", "publish", file.toString());
    assertThat(again.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(again.err())
        .contains("workflow stray@1 is published with another body (expected: a new version");
  }

  @ParameterizedTest
  @EnumSource(
      value = Demo.class,
      names = {"PARALLEL", "HANDOFF", "PLANNER", "APPROVAL"})
  void runsADemoOfATopology(Demo demo) {
    runs(demo);
  }

  @Test
  @EnabledIfSystemProperty(named = "baton.long", matches = "true")
  void runsTheDemosOfAllTopologies() {
    for (Demo demo : Demo.values()) {
      runs(demo);
    }
  }

  private void runs(Demo demo) {
    TestStreams streams = run("demo", demo.word());

    assertThat(streams.code()).as(streams.out() + streams.err()).isEqualTo(ExitCodes.OK);
    assertThat(streams.out())
        .as(demo.word())
        .contains("Route  workflow " + demo.workflow(), "[1] ")
        .endsWith("Look at: " + demo.lookAt() + ".\n");
    assertThat(streams.err().contains("this demo approves by itself"))
        .isEqualTo(demo == Demo.APPROVAL);
  }

  @Test
  void routesPastRequestsAgainAndWritesNothing() throws Exception {
    String runId = ask(ExitCodes.OK, QUESTION, "--docs", DOCS.toString()).path("runId").asText();
    Path rules =
        Files.writeString(
            folder.resolve("other-routes.yaml"),
            """
            rules:
              - name: copies
                priority: 1
                when: request.goal.contains("copy")
                route: agent:coder
                reason: The goal is about copies.
                examples: [When is a copy released?]
            """);
    Map<TopicPartition, Long> before = ends();

    JsonNode replay =
        json(
            run(
                "router",
                "replay",
                "--since",
                "1h",
                "--json",
                "--show",
                "1000",
                "--with",
                rules.toString()));

    assertThat(ends()).isEqualTo(before);
    JsonNode changed =
        StreamSupport.stream(replay.path("requests").spliterator(), false)
            .filter(request -> request.path("runId").asText().equals(runId))
            .findFirst()
            .orElseThrow();
    assertThat(changed.at("/before/target").asText()).isEqualTo("workflow:answer");
    assertThat(changed.at("/after/target").asText()).isEqualTo("agent:coder");
    assertThat(changed.at("/after/reason").asText()).isEqualTo("The goal is about copies.");
    assertThat(replay.path("matrix").toString())
        .contains("{\"from\":\"workflow:answer\",\"to\":\"agent:coder\"");
    TestStreams text = run("router", "replay", "--since", "1h", "--with", rules.toString());
    assertThat(text.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(text.out())
        .containsPattern("workflow:answer +agent:coder +\\d+")
        .contains("Estimate ");
    assertThat(run("router", "replay", "--since", "2999-01-01T00:00:00Z").code()).isZero();
  }

  @Test
  void replaysRoutingWithAModelBeforeTheFallback() throws Exception {
    String runId = ask(ExitCodes.OK, QUESTION, "--docs", DOCS.toString()).path("runId").asText();
    Path rules =
        Files.writeString(
            folder.resolve("nothing.yaml"),
            """
            rules:
              - name: nothing
                priority: 1
                when: request.goal == "nothing"
                route: agent:coder
                reason: It is nothing.
                examples: [nothing]
            """);
    Path script =
        Files.writeString(
            folder.resolve("picker.yaml"),
            """
            name: picker
            rules:
              - purpose: route
                reply: '{"target": "agent:reviewer"}'
            """);

    JsonNode replay =
        json(
            run(
                "router",
                "replay",
                "--json",
                "--show",
                "1000",
                "--with",
                rules.toString(),
                "--threshold",
                "1",
                "--model",
                "scripted:" + script));

    JsonNode changed =
        StreamSupport.stream(replay.path("requests").spliterator(), false)
            .filter(request -> request.path("runId").asText().equals(runId))
            .findFirst()
            .orElseThrow();
    assertThat(changed.at("/after/target").asText()).isEqualTo("agent:reviewer");
    assertThat(changed.at("/after/stage").asText()).isEqualTo("MODEL");
    assertThat(replay.at("/model/name").asText()).isEqualTo("picker");
    assertThat(replay.at("/model/asked").asInt()).isPositive();
    assertThat(replay.at("/model/refused").asInt()).isZero();
  }

  /** Where everything ends that a router could write to. */
  private Map<TopicPartition, Long> ends() {
    TopicNames names = installation().names();
    try (Consumer<byte[], byte[]> consumer = installation().consumer()) {
      return consumer.endOffsets(
          Stream.of(names.requests(), names.signals(), names.runs(), names.deadLetters())
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList());
    }
  }
}
