package dev.baton.cli.bench;

import dev.baton.cli.client.AnswerCollector;
import dev.baton.cli.client.Installation;
import dev.baton.cli.client.RunNames;
import dev.baton.cli.client.Sender;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.schemas.Answer;
import dev.baton.schemas.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Keeps a number of runs under way and takes the time of each. */
final class Load {

  /** How long to look for answers that should not come: a second one of the same run. */
  private static final Duration LOOK_FOR_MORE = Duration.ofSeconds(1);

  private final Installation installation;
  private final String workflow;

  Load(Installation installation, String workflow) {
    this.installation = installation;
    this.workflow = workflow;
  }

  Measured run(int runs, int concurrency, Duration timeout) throws InterruptedException {
    Map<String, Flight> flights = new ConcurrentHashMap<>();
    List<String> keys = keys(runs);
    keys.forEach(key -> flights.put(RunNames.ofKey(key), new Flight()));
    Semaphore free = new Semaphore(concurrency);
    try (AnswerCollector answers = AnswerCollector.open(installation);
        Sender sender = new Sender(installation);
        ExecutorService collector = Executors.newSingleThreadExecutor()) {
      Instant deadline = Instant.now().plus(timeout);
      long begin = System.nanoTime();
      Future<?> collected =
          collector.submit(() ->
              answers.collect(flights.keySet(), deadline, answer -> land(flights, answer, free)));
      send(keys, flights, free, sender, deadline);
      await(collected);
      long end = System.nanoTime();
      answers.collectFor(LOOK_FOR_MORE, flights.keySet(), answer -> land(flights, answer, free));
      return new Measured(List.copyOf(flights.values()), Duration.ofNanos(end - begin));
    }
  }

  private void send(
      List<String> keys,
      Map<String, Flight> flights,
      Semaphore free,
      Sender sender,
      Instant deadline)
      throws InterruptedException {
    for (String key : keys) {
      long wait = Duration.between(Instant.now(), deadline).toMillis();
      if (!free.tryAcquire(Math.max(0, wait), TimeUnit.MILLISECONDS)) {
        return;
      }
      String runId = RunNames.ofKey(key);
      Future<RecordMetadata> sent = sender.sendAsync(runId, request(key));
      flights.computeIfPresent(runId, (_, flight) -> flight.started(System.nanoTime(), sent));
    }
    flights.values().forEach(Flight::confirm);
  }

  private Request request(String key) {
    return Request.newBuilder()
        .setGoal("bench")
        .setIdempotencyKey(key)
        .setHint("workflow:" + workflow)
        .build();
  }

  private static void land(Map<String, Flight> flights, Answer answer, Semaphore free) {
    long now = System.nanoTime();
    flights.computeIfPresent(
        answer.getRunId(), (_, flight) -> flight.answered(now, answer.getStatus()));
    free.release();
  }

  private static List<String> keys(int runs) {
    String bench = "bench-" + System.nanoTime() + "-";
    return IntStream.range(0, runs).mapToObj(i -> bench + i).toList();
  }

  private static void await(Future<?> collected) throws InterruptedException {
    try {
      collected.get();
    } catch (ExecutionException e) {
      throw CommandFailure.failed("bench: cannot read answers: " + e.getMessage(), e);
    }
  }
}
