package dev.baton.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.cli.client.Installation;
import dev.baton.cli.cluster.BundledPlan;
import dev.baton.cli.cluster.ClusterApply;
import dev.baton.cli.cluster.ClusterPlan;
import dev.baton.provider.testing.ProviderStub;
import dev.baton.provider.testing.StubAnswer;
import dev.baton.provider.testing.StubAnswer.Counts;
import dev.baton.provider.testing.StubAnswer.Finish;
import dev.baton.provider.testing.StubAnswer.Then;
import dev.baton.schemas.Task;
import dev.baton.serde.RegistryEndpoint;
import dev.baton.stack.LocalStack;
import dev.baton.stack.StackFiles;
import dev.baton.stack.StackOptions;
import dev.baton.topics.TopicNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** How much memory a pod takes that works on 64 tasks side by side, as its image starts it. */
@EnabledIfSystemProperty(named = "baton.long", matches = "true")
class WorkerMemoryTests {

  private static final String ROLE = "generalist";
  private static final int SLOTS = 64;
  private static final int WAVES = 4;

  /** 400 MB. */
  private static final long BOUND_MIB = 381;

  /** The memory limit of the pods in deploy/kustomize, in MiB. */
  private static final int LIMIT_MIB = 768;

  /** The part of the limit that a heap begins with where nothing is said. */
  private static final int INITIAL_PART = 64;

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Path JAR = Path.of("../worker-generalist/target/app/worker-generalist.jar");
  private static final Path IMAGE = Path.of("../deploy/docker/Dockerfile");

  @TempDir Path folder;

  /** A fifth of a second between pieces: so all calls of a wave are under way at once. */
  private static final StubAnswer.Streams ANSWER =
      new StubAnswer.Streams(
          new StubAnswer.Says("word ".repeat(40), List.of(), Finish.STOP, new Counts(1_000, 40, 0)),
          Collections.nCopies(40, "word "),
          Duration.ofMillis(200),
          Then.COMPLETES);

  @Test
  void takesLessThanItsBoundWhileAllSlotsWork() throws Exception {
    assertThat(JAR).as("the worker's jar; ./mvnw package builds it").exists();
    try (LocalStack stack = LocalStack.start(StackOptions.in(folder, StackFiles.locate()));
        ProviderStub stub = ProviderStub.start(_ -> ANSWER)) {
      Installation installation =
          new Installation(
              stack.broker().bootstrapServers(),
              RegistryEndpoint.apicurio(stack.registry().url()),
              TopicNames.standard(),
              Map.of());
      ClusterPlan.Sizes sizes = new ClusterPlan.Sizes(2, 1, (short) 1);
      new ClusterApply(
              installation, BundledPlan.of(installation.names(), Set.of(ROLE), sizes), false)
          .apply();
      Process worker = start(stack, stub);
      try {
        List<Long> resident = new ArrayList<>();
        int most = 0;
        for (int wave = 1; wave <= WAVES; wave++) {
          send(installation, SLOTS);
          int asked = wave * SLOTS;
          await()
              .atMost(PATIENCE)
              .pollInterval(Duration.ofMillis(250))
              .until(() -> {
                resident.add(mib(worker, "VmRSS:", "status"));
                return stub.requests().size() >= asked;
              });
          most = Math.max(most, stub.open());
          await()
              .atMost(PATIENCE)
              .pollInterval(Duration.ofMillis(250))
              .until(() -> {
                resident.add(mib(worker, "VmRSS:", "status"));
                return stub.open() == 0;
              });
        }
        System.out.printf(
            "a pod with %d slots, %d tasks, up to %d calls at once: at most %d MiB resident, %d MiB of it its own and its share of what others use too (at the end)%n",
            SLOTS,
            WAVES * SLOTS,
            most,
            Collections.max(resident),
            mib(worker, "Pss:", "smaps_rollup"));
        assertThat(most).as("calls at once").isGreaterThan(SLOTS * 3 / 4);
        assertThat(Collections.max(resident)).isLessThan(BOUND_MIB);
      } finally {
        worker.destroyForcibly().waitFor();
      }
    }
  }

  /** Unpacks the worker as its image does and starts it with the image's own command. */
  private Process start(LocalStack stack, ProviderStub stub) throws Exception {
    Path app = folder.resolve("app");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process unpacked =
        new ProcessBuilder(
                java,
                "-Djarmode=tools",
                "-jar",
                JAR.toRealPath().toString(),
                "extract",
                "--launcher",
                "--destination",
                app.toString())
            .inheritIO()
            .start();
    assertThat(unpacked.waitFor(1, TimeUnit.MINUTES)).isTrue();
    List<String> command = new ArrayList<>();
    command.add(java);
    command.addAll(flags());
    command.add("org.springframework.boot.loader.launch.JarLauncher");
    command.addAll(
        List.of(
            "--spring.kafka.bootstrap-servers=" + stack.broker().bootstrapServers(),
            "--baton.registry.url=" + stack.registry().url(),
            "--server.port=0",
            "--baton.worker.slots=" + SLOTS,
            "--baton.worker.model.max-concurrent-calls=" + SLOTS));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(app.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("worker.log").toFile());
    builder
        .environment()
        .putAll(Map.of("OPENAI_API_KEY", "sk-test", "OPENAI_BASE_URL", stub.openAi().toString()));
    return builder.start();
  }

  /**
   * The image's flags. A virtual machine in a pod takes its parts of the pod's limit for the heap,
   * at the beginning and at most, and, because the limit is below 2 GB, the serial collector; they
   * are said here in its place.
   */
  private static List<String> flags() throws IOException {
    Matcher entry =
        Pattern.compile("ENTRYPOINT \\[\"java\", (.+), \"[^\"]+JarLauncher\"\\]")
            .matcher(Files.readString(IMAGE));
    assertThat(entry.find()).isTrue();
    List<String> flags = new ArrayList<>();
    for (String quoted : List.of(entry.group(1).split(", ", -1))) {
      String flag = quoted.substring(1, quoted.length() - 1);
      String share = "-XX:MaxRAMPercentage=";
      flags.add(
          flag.startsWith(share)
              ? "-Xmx%dm"
                  .formatted(LIMIT_MIB * Integer.parseInt(flag.substring(share.length())) / 100)
              : flag);
    }
    flags.add("-Xms%dm".formatted(LIMIT_MIB / INITIAL_PART));
    flags.add("-XX:+UseSerialGC");
    return flags;
  }

  private static void send(Installation installation, int tasks) throws Exception {
    String topic = installation.names().tasks(ROLE);
    try (Producer<byte[], byte[]> producer = installation.producer();
        Serializer<Task> serializer = installation.serdes().serializer()) {
      for (int i = 0; i < tasks; i++) {
        Instant now = Instant.now();
        String id = "memory-" + System.nanoTime();
        Task task =
            Task.newBuilder()
                .setTaskId(id)
                .setRunId(id)
                .setTenant("default")
                .setStep("answer")
                .setRound(0)
                .setItemIndex(0)
                .setAttempt(1)
                .setRole(ROLE)
                .setSkill("answer")
                .setGoal("Say something.")
                .setObjective("Say something.")
                .setCreatedAt(now)
                .setTimeoutMillis(180_000)
                .setStartBy(now.plusSeconds(180))
                .setDeadline(now.plusSeconds(360))
                .build();
        producer
            .send(
                new ProducerRecord<>(
                    topic, id.getBytes(StandardCharsets.UTF_8), serializer.serialize(topic, task)))
            .get();
      }
    }
  }

  private long mib(Process worker, String line, String file) throws IOException {
    assertThat(worker.isAlive()).as(() -> log()).isTrue();
    return Files.readAllLines(Path.of("/proc", Long.toString(worker.pid()), file)).stream()
        .filter(one -> one.startsWith(line))
        .mapToLong(one -> Long.parseLong(one.replaceAll("[^0-9]", "")) >> 10)
        .findFirst()
        .orElseThrow();
  }

  private String log() {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("worker.log"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
