package dev.baton.orchestrator.stream;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The orchestrator's one processor: Kafka Streams' way to the runs of a partition. */
final class RunProcessor implements Processor<byte[], byte[], byte[], Outgoing> {

  private final RunTopology.Parts parts;
  private @Nullable PartitionRuns runs;

  RunProcessor(RunTopology.Parts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> context) {
    runs = new PartitionRuns(parts, context);
    runs.wakeForTimers();
  }

  @Override
  public void process(Record<byte[], byte[]> input) {
    if (runs == null) {
      throw new IllegalStateException("record before init (expected: init first)");
    }
    runs.accept(input);
  }

  @Override
  public void close() {
    if (runs != null) {
      runs.close();
      runs = null;
    }
  }
}
