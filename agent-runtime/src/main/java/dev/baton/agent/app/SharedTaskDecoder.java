package dev.baton.agent.app;

import dev.baton.agent.slot.TaskDecoder;
import dev.baton.agent.slot.TaskRecord;
import dev.baton.schemas.Task;
import dev.baton.serde.Decoded;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads tasks for all slots of a worker with one decoder, which is open while any slot is: each
 * decoder has a client of the schema registry, with connections and threads, and looks every schema
 * up for itself. Thread-safe.
 */
final class SharedTaskDecoder implements Supplier<TaskDecoder> {

  private final Supplier<TaskDecoder> opens;
  private @Nullable TaskDecoder open;
  private int users;

  /**
   * A decoder that is not open yet.
   *
   * @param opens makes the one that reads
   */
  SharedTaskDecoder(Supplier<TaskDecoder> opens) {
    this.opens = opens;
  }

  /** One slot's share of it, to be closed by that slot. */
  @Override
  public synchronized TaskDecoder get() {
    if (open == null) {
      open = opens.get();
    }
    users++;
    return new Share(open);
  }

  private synchronized Decoded<Task> decode(TaskDecoder decoder, TaskRecord record) {
    return decoder.decode(record);
  }

  private synchronized void leave(TaskDecoder decoder) {
    users--;
    if (users == 0) {
      open = null;
      decoder.close();
    }
  }

  private final class Share implements TaskDecoder {
    private final TaskDecoder decoder;
    private boolean closed;

    Share(TaskDecoder decoder) {
      this.decoder = decoder;
    }

    @Override
    public Decoded<Task> decode(TaskRecord record) {
      return SharedTaskDecoder.this.decode(decoder, record);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        leave(decoder);
      }
    }
  }
}
