package dev.baton.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.cli.client.Installation;
import dev.baton.cli.cluster.BundledPlan;
import dev.baton.cli.cluster.ClusterApply;
import dev.baton.cli.cluster.ClusterPlan;
import dev.baton.core.id.RunIds;
import dev.baton.orchestrator.app.OrchestratorApplication;
import dev.baton.router.app.RouterApplication;
import dev.baton.schemas.Answer;
import dev.baton.schemas.AnswerStatus;
import dev.baton.schemas.Request;
import dev.baton.serde.RegistryEndpoint;
import dev.baton.stack.LocalStack;
import dev.baton.stack.StackFiles;
import dev.baton.stack.StackOptions;
import dev.baton.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serializer;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on a real broker, killed in the middle of their work. */
class CrashTests {

  private static final int RUNS = 200;
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @TempDir Path folder;

  @Test
  void answersEveryRunOnceThoughEveryPartFailsOnce() throws Exception {
    try (LocalStack stack = LocalStack.start(StackOptions.in(folder, StackFiles.locate()))) {
      Installation installation =
          new Installation(
              stack.broker().bootstrapServers(),
              RegistryEndpoint.apicurio(stack.registry().url()),
              TopicNames.standard(),
              Map.of());
      ClusterPlan.Sizes sizes = new ClusterPlan.Sizes(2, 1, (short) 1);
      new ClusterApply(
              installation,
              BundledPlan.of(installation.names(), Set.of("noop", "generalist"), sizes),
              false)
          .apply();
      try (ServiceProcess router = service("router", RouterApplication.class, stack);
          ServiceProcess orchestrator =
              service(
                  "orchestrator",
                  OrchestratorApplication.class,
                  stack,
                  "--baton.orchestrator.state-dir=" + folder.resolve("streams"));
          ServiceProcess worker = worker("worker-1", stack);
          ServiceProcess other = worker("worker-2", stack);
          AnswerTally tally = new AnswerTally(installation)) {
        List<ServiceProcess> services = List.of(router, orchestrator, worker, other);

        sendTwice(installation, 0, RUNS / 2);
        awaitAnswers(tally, 10, services);
        worker.killAndRestart();
        awaitAnswers(tally, 25, services);
        orchestrator.killAndRestart();
        sendTwice(installation, RUNS / 2, RUNS);
        router.killAndRestart();
        awaitAnswers(tally, RUNS / 2 + 10, services);
        stack.broker().restart();
        awaitAnswers(tally, RUNS, services);

        tally.readToTheEnd();
        assertThat(tally.byRun().keySet()).isEqualTo(expectedRuns());
        assertThat(tally.byRun())
            .allSatisfy(
                (run, answers) -> assertThat(answers).as("answers of run %s", run).hasSize(1));
        assertThat(tally.byRun().values())
            .allSatisfy(answers ->
                assertThat(answers)
                    .extracting(Answer::getStatus)
                    .containsOnly(AnswerStatus.COMPLETE));
      }
    }
  }

  private ServiceProcess worker(String name, LocalStack stack) throws Exception {
    return service(
        name,
        PatientWorkerApplication.class,
        stack,
        "--baton.worker.role=noop",
        "--baton.worker.pod=" + name);
  }

  private ServiceProcess service(
      String name, Class<?> application, LocalStack stack, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--spring.kafka.bootstrap-servers=" + stack.broker().bootstrapServers());
    arguments.add("--baton.registry.url=" + stack.registry().url());
    arguments.add("--server.port=0");
    return ServiceProcess.start(name, application, folder, arguments);
  }

  private static void sendTwice(Installation installation, int from, int to) throws Exception {
    String topic = installation.names().requests();
    try (Producer<byte[], byte[]> producer = installation.producer();
        Serializer<Request> serializer = installation.serdes().serializer()) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int copy = 0; copy < 2; copy++) {
        for (int i = from; i < to; i++) {
          Request request =
              Request.newBuilder()
                  .setGoal("run " + i)
                  .setHint("workflow:fanout")
                  .setIdempotencyKey(key(i))
                  .build();
          byte[] value = serializer.serialize(topic, request);
          // Another record key for the second copy: it may be routed by another instance, in
          // another order.
          byte[] key = (copy + key(i)).getBytes(StandardCharsets.UTF_8);
          sent.add(producer.send(new ProducerRecord<>(topic, key, value)));
        }
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }

  private static Set<String> expectedRuns() {
    return IntStream.range(0, RUNS)
        .mapToObj(i -> RunIds.ofKey("default", key(i)).toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String key(int i) {
    return "crash-" + i;
  }

  private static void awaitAnswers(AnswerTally tally, int atLeast, List<ServiceProcess> services) {
    try {
      await().atMost(LIMIT).pollInSameThread().until(() -> tally.read() >= atLeast);
    } catch (ConditionTimeoutException e) {
      String logs =
          services.stream().map(ServiceProcess::logTail).collect(Collectors.joining("\n\n"));
      throw new AssertionError(
          "%d answers (expected: >= %d)%n%s".formatted(tally.byRun().size(), atLeast, logs), e);
    }
  }
}
