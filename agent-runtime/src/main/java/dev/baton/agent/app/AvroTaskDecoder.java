package dev.baton.agent.app;

import dev.baton.agent.slot.TaskDecoder;
import dev.baton.agent.slot.TaskRecord;
import dev.baton.schemas.Task;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.Decoded;

/** Reads tasks with the schema registry. */
record AvroTaskDecoder(AvroDecoder<Task> decoder) implements TaskDecoder {

  @Override
  public Decoded<Task> decode(TaskRecord record) {
    return decoder.decode(record.place().topic(), record.value().orElse(null));
  }

  @Override
  public void close() {
    decoder.close();
  }
}
