package dev.baton.cli.client;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.schemas.Answer;
import dev.baton.schemas.RunLogRecord;
import dev.baton.schemas.fact.RunStarted;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.AvroSerdes;
import dev.baton.serde.Decoded;
import dev.baton.topics.TopicNames;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/** What answers and run log say about the runs so far. A snapshot: it does not change once read. */
public final class RunHistory {

  /** Looked at from the end of each partition; older runs are not found. */
  private static final long MAX_RECORDS = 100_000;

  private final Map<String, Answer> answers = new HashMap<>();
  private final Map<String, RunStarted> starts = new HashMap<>();

  private RunHistory() {}

  /** Reads what lies on the topics now. */
  public static RunHistory read(Installation installation) {
    RunHistory history = new RunHistory();
    AvroSerdes serdes = installation.serdes();
    TopicNames names = installation.names();
    Consumer<byte[], byte[]> consumer = installation.consumer();
    try (AvroDecoder<Answer> answers = serdes.decoder(Answer.class);
        AvroDecoder<RunLogRecord> log = serdes.decoder(RunLogRecord.class)) {
      scan(consumer, names.runLog(), log, history::addStart);
      // Read last: a run that ends meanwhile is then shown with its answer.
      scan(
          consumer,
          names.answers(),
          answers,
          answer -> history.answers.put(answer.getRunId(), answer));
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
    return history;
  }

  private static <T extends SpecificRecord> void scan(
      Consumer<byte[], byte[]> consumer,
      String topic,
      AvroDecoder<T> decoder,
      java.util.function.Consumer<T> handler) {
    new TopicScan(consumer)
        .read(
            new Partitions(consumer).of(topic),
            MAX_RECORDS,
            polled -> {
              if (decoder.decode(topic, polled.value()) instanceof Decoded.Valid<T>(T value)) {
                handler.accept(value);
              }
            });
  }

  private void addStart(RunLogRecord entry) {
    for (Object fact : entry.getFacts()) {
      if (fact instanceof RunStarted start) {
        starts.put(start.getRunId(), start);
      }
    }
  }

  /** The runs, latest first. */
  public List<RunSummary> runs() {
    return runIds().stream()
        .map(this::summary)
        .sorted(Comparator.comparing(RunSummary::startedAt).reversed())
        .toList();
  }

  private SortedSet<String> runIds() {
    SortedSet<String> runIds = new TreeSet<>(starts.keySet());
    runIds.addAll(answers.keySet());
    return runIds;
  }

  private RunSummary summary(String runId) {
    Optional<Answer> answer = answer(runId);
    RunStarted start = starts.get(runId);
    return start == null
        ? new RunSummary(
            runId, answer.orElseThrow().getStartedAt(), "", answer.map(Answer::getRoute), answer)
        : new RunSummary(
            runId,
            start.getStartedAt(),
            start.getRequest().getGoal(),
            Optional.of(start.getRoute()),
            answer);
  }

  /** The answer of a run, once it has one. */
  public Optional<Answer> answer(String runId) {
    return Optional.ofNullable(answers.get(runId));
  }

  /**
   * The run whose id begins so.
   *
   * @throws CommandFailure if there is none or more than one
   */
  public String resolve(String beginning) {
    List<String> found =
        runIds().stream().filter(runId -> runId.startsWith(beginning)).limit(2).toList();
    if (found.size() != 1) {
      throw CommandFailure.failed(
          "run: %s is the beginning of %s (expected: one run, see baton runs)"
              .formatted(beginning, found.isEmpty() ? "no run" : "several runs"));
    }
    return found.getFirst();
  }
}
