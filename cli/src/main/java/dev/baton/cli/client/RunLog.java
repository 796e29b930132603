package dev.baton.cli.client;

import dev.baton.schemas.RunLogRecord;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.Decoded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/** Reads the log of one run. */
public final class RunLog {

  private RunLog() {}

  /** Its records so far, in order; none if the installation does not know the run. */
  public static List<RunLogRecord> read(Installation installation, String runId) {
    byte[] key = runId.getBytes(StandardCharsets.UTF_8);
    List<RunLogRecord> records = new ArrayList<>();
    Consumer<byte[], byte[]> consumer = installation.consumer();
    try (AvroDecoder<RunLogRecord> decoder = installation.serdes().decoder(RunLogRecord.class)) {
      new TopicScan(consumer)
          .read(
              List.of(new Partitions(consumer).of(installation.names().runLog(), runId)),
              Long.MAX_VALUE,
              polled -> {
                if (Arrays.equals(key, polled.key())
                    && decoder.decode(polled.topic(), polled.value())
                        instanceof Decoded.Valid<RunLogRecord>(RunLogRecord entry)) {
                  records.add(entry);
                }
              });
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
    return records;
  }
}
