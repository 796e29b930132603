package dev.baton.router.following;

import dev.baton.router.comparison.DecisionJoin;
import dev.baton.schemas.RunEvent;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.Decoded;
import dev.baton.topics.TopicNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Compares a shadow's decisions with those of the router in charge while both decide, and counts
 * how often they agree.
 */
public final class ShadowWatch implements TopicFollower.Handler, AutoCloseable {

  /** Requests that both have decided, by outcome same or changed. */
  public static final String COMPARED = "baton.router.shadow.compared";

  /** Decisions whose counterpart did not come. */
  public static final String UNMATCHED = "baton.router.shadow.unmatched";

  /** A router that lags further behind is not compared with any more. */
  private static final int MAX_WAITING = 10_000;

  private final TopicNames names;
  private final AvroDecoder<RunEvent> decoder;
  private final DecisionJoin join;

  /** Nothing compared yet. */
  public ShadowWatch(TopicNames names, AvroDecoder<RunEvent> decoder, MeterRegistry meters) {
    this.names = names;
    this.decoder = decoder;
    Counter same = meters.counter(COMPARED, "outcome", "same");
    Counter changed = meters.counter(COMPARED, "outcome", "changed");
    this.join =
        new DecisionJoin(
            MAX_WAITING, request -> (request.isChanged() ? changed : same).increment());
    FunctionCounter.builder(UNMATCHED, join, DecisionJoin::unmatched).register(meters);
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    if (decoder.decode(record.topic(), record.value())
        instanceof Decoded.Valid<RunEvent>(RunEvent event)) {
      if (record.topic().equals(names.runs())) {
        join.before(event);
      } else {
        join.after(event);
      }
    }
  }

  @Override
  public void close() {
    decoder.close();
  }
}
