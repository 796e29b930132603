package dev.baton.cli.client;

import dev.baton.schemas.Answer;
import dev.baton.schemas.Request;
import dev.baton.schemas.RunEvent;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.Decoded;
import dev.baton.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Requests of all tenants since a time, and what became of them. Reads only: its consumer belongs
 * to no group and commits nothing. Undecodable records are left out.
 */
public final class RequestHistory implements AutoCloseable {

  private final Installation installation;
  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final Instant since;

  /** The history of an installation. */
  public RequestHistory(Installation installation, Instant since) {
    this.installation = installation;
    this.consumer = installation.consumer();
    this.since = since;
  }

  /**
   * A request as it lies on its topic.
   *
   * @param origin topic-partition@offset, as its decision names it
   * @param tenant whose topic it is
   * @param bytes length of the record
   */
  public record Sent(String origin, String tenant, int bytes, Request request) {}

  /** Hands over what a topic of run events has. */
  public void decisions(String topic, Consumer<RunEvent> handler) {
    try (AvroDecoder<RunEvent> decoder = installation.serdes().decoder(RunEvent.class)) {
      read(topic, decoder, (_, event) -> handler.accept(event));
    }
  }

  /** Hands over the answers. */
  public void answers(Consumer<Answer> handler) {
    try (AvroDecoder<Answer> decoder = installation.serdes().decoder(Answer.class)) {
      read(installation.names().answers(), decoder, (_, answer) -> handler.accept(answer));
    }
  }

  /** Hands over the requests of all tenants, as many at once as one poll brings. */
  public void requests(Consumer<List<Sent>> handler) {
    TopicNames names = installation.names();
    Pattern pattern = names.requestsPattern();
    List<TopicPartition> partitions =
        consumer.listTopics().values().stream()
            .flatMap(Collection::stream)
            .filter(info -> pattern.matcher(info.topic()).matches())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    try (AvroDecoder<Request> decoder = installation.serdes().decoder(Request.class)) {
      new TopicScan(consumer)
          .readSince(
              partitions,
              since,
              batch -> {
                List<Sent> sent = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> record : batch) {
                  if (decoder.decode(record.topic(), record.value())
                      instanceof Decoded.Valid<Request>(Request request)) {
                    String origin =
                        record.topic() + "-" + record.partition() + "@" + record.offset();
                    sent.add(
                        new Sent(
                            origin,
                            names.tenantOf(record.topic()),
                            record.value().length,
                            request));
                  }
                }
                handler.accept(sent);
              });
    }
  }

  private interface Handler<T> {
    void accept(ConsumerRecord<byte[], byte[]> record, T value);
  }

  private <T extends SpecificRecord> void read(
      String topic, AvroDecoder<T> decoder, Handler<T> handler) {
    new TopicScan(consumer)
        .readSince(
            new Partitions(consumer).of(topic),
            since,
            batch ->
                batch.forEach(record -> {
                  if (decoder.decode(topic, record.value()) instanceof Decoded.Valid<T>(T value)) {
                    handler.accept(record, value);
                  }
                }));
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
