package dev.baton.provider;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response while it comes: reading it waits no longer than its bounds allow, which
 * the streams of the JDK's client cannot. Written by the client's threads, read by one thread.
 */
final class TimedBody extends InputStream implements Flow.Subscriber<List<ByteBuffer>> {

  private final StreamLimits limits;
  private final InstantSource clock;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final Queue<ByteBuffer> buffers = new ArrayDeque<>();
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean closed;
  private boolean begun;
  private boolean ended;
  private long bytes;

  private sealed interface Signal {
    record Came(List<ByteBuffer> buffers) implements Signal {}

    record Broke(Throwable cause) implements Signal {}

    record Ended() implements Signal {}
  }

  TimedBody(StreamLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    if (closed) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    signals.add(new Signal.Came(item));
  }

  @Override
  public void onError(Throwable throwable) {
    signals.add(new Signal.Broke(throwable));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal.Ended());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, target.length);
    if (length == 0) {
      return 0;
    }
    while (buffers.isEmpty()) {
      if (ended) {
        return -1;
      }
      await();
    }
    ByteBuffer next = buffers.element();
    int read = Math.min(length, next.remaining());
    next.get(target, from, read);
    if (!next.hasRemaining()) {
      buffers.remove();
    }
    return read;
  }

  private void await() throws IOException {
    switch (next()) {
      case Signal.Came(List<ByteBuffer> came) -> take(came);
      case Signal.Ended() -> ended = true;
      case Signal.Broke(Throwable cause) -> throw new IOException(String.valueOf(cause), cause);
    }
  }

  private void take(List<ByteBuffer> came) throws IOException {
    begun = true;
    for (ByteBuffer buffer : came) {
      bytes += buffer.remaining();
      if (buffer.hasRemaining()) {
        buffers.add(buffer);
      }
    }
    if (bytes > limits.maxBytes()) {
      throw new IOException(
          "%d bytes and more (expected: at most %d)".formatted(bytes, limits.maxBytes()));
    }
    Flow.Subscription source = subscription;
    if (source != null) {
      source.request(1);
    }
  }

  private Signal next() {
    Duration left = Duration.between(clock.instant(), limits.deadline());
    boolean silenceFirst = begun && limits.maxSilence().compareTo(left) < 0;
    Duration wait = silenceFirst ? limits.maxSilence() : left;
    try {
      Signal signal = signals.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
      if (signal != null) {
        return signal;
      }
    } catch (InterruptedException e) {
      throw new CallInterruptedException(e);
    }
    if (silenceFirst) {
      throw new BrokenAnswerException(
          "its provider's stream stalled: nothing for " + limits.maxSilence());
    }
    throw new DeadlineExceededException("the stream did not end by the deadline");
  }

  /** Tells the provider that nothing more is wanted. */
  @Override
  public void close() {
    closed = true;
    Flow.Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
  }
}
