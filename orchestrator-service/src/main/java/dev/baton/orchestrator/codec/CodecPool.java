package dev.baton.orchestrator.codec;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lends codecs, each to one thread at a time. A codec holds an HTTP client and a cache of schemas,
 * so there are as many as threads at work, not as many as partitions, and a replaced thread leaves
 * none behind. Thread-safe.
 */
public final class CodecPool implements AutoCloseable {

  private final Supplier<Codec> source;
  private final Queue<Codec> idle = new ConcurrentLinkedQueue<>();

  /**
   * An empty pool.
   *
   * @param source makes a codec when none is idle
   */
  public CodecPool(Supplier<Codec> source) {
    this.source = source;
  }

  /**
   * Does some work with a codec.
   *
   * @param work what is done; must not keep the codec
   */
  public void use(Consumer<Codec> work) {
    Codec borrowed = idle.poll();
    Codec codec = borrowed == null ? source.get() : borrowed;
    try {
      work.accept(codec);
    } finally {
      idle.offer(codec);
    }
  }

  @Override
  public void close() {
    for (Codec codec = idle.poll(); codec != null; codec = idle.poll()) {
      codec.close();
    }
  }
}
