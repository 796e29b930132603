package dev.baton.orchestrator.app;

import dev.baton.orchestrator.stream.Messages;
import dev.baton.schemas.Result;
import dev.baton.schemas.Task;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.Decoded;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/** Answers every task of one role at once. */
final class NoopWorker implements AutoCloseable {

  private final Installation installation;
  private final String role;
  private final Function<Task, Result> skill;
  private final AvroDecoder<Task> decoder;
  private final KafkaConsumer<String, byte[]> consumer;

  NoopWorker(Installation installation) {
    this(installation, "noop");
  }

  NoopWorker(Installation installation, String role) {
    this(
        installation,
        role,
        task -> Messages.success(task, Instant.now(), "done: " + task.getStep()));
  }

  NoopWorker(Installation installation, String role, Function<Task, Result> skill) {
    this.role = role;
    this.skill = skill;
    this.installation = installation;
    this.decoder = installation.serdes.decoder(Task.class);
    this.consumer = installation.consumer(installation.names.tasks(role));
    Thread.ofPlatform().name(role + "-worker").start(this::work);
  }

  private void work() {
    try (consumer;
        decoder) {
      while (true) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          answer(record);
        }
      }
    } catch (WakeupException _) {
      // The test is over.
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(ConsumerRecord<String, byte[]> record)
      throws ExecutionException, InterruptedException {
    if (!(decoder.decode(record.topic(), record.value())
        instanceof Decoded.Valid<Task>(Task task))) {
      throw new IllegalStateException("task that does not decode at " + record.offset());
    }
    installation.send(installation.names.results(role), task.getRunId(), skill.apply(task));
  }

  @Override
  public void close() {
    consumer.wakeup();
  }
}
