package dev.baton.cli.client;

import dev.baton.schemas.DeadLetter;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.Decoded;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends what no client of ours would send, and looks at the dead letters. */
public final class DeadLetterProbe {

  private final Installation installation;

  /** A probe of an installation. */
  public DeadLetterProbe(Installation installation) {
    this.installation = installation;
  }

  /** Sends bytes as a request. */
  public void sendRequest(String key, byte[] value) {
    try (Producer<byte[], byte[]> producer = installation.producer()) {
      Future<RecordMetadata> sent =
          producer.send(
              new ProducerRecord<>(
                  installation.names().requests(), key.getBytes(StandardCharsets.UTF_8), value));
      Sender.await(sent);
    }
  }

  /** The dead letters of records with this key. */
  public List<DeadLetter> ofKey(String key) {
    List<DeadLetter> letters = new ArrayList<>();
    ByteBuffer wanted = ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8));
    Consumer<byte[], byte[]> consumer = installation.consumer();
    try (AvroDecoder<DeadLetter> decoder = installation.serdes().decoder(DeadLetter.class)) {
      new TopicScan(consumer)
          .read(
              new Partitions(consumer).of(installation.names().deadLetters()),
              Long.MAX_VALUE,
              polled -> {
                if (decoder.decode(polled.topic(), polled.value())
                        instanceof Decoded.Valid<DeadLetter>(DeadLetter letter)
                    && wanted.equals(letter.getKey())) {
                  letters.add(letter);
                }
              });
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
    return letters;
  }
}
