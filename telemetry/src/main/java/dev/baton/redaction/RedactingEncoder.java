package dev.baton.redaction;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.LoggerFactory;

/**
 * Hides secrets in what a log writes, stack traces included, whatever its pattern is. One knows the
 * secrets of all services of a process. Thread-safe like the encoder that it wraps.
 */
public final class RedactingEncoder extends EncoderBase<ILoggingEvent> {

  private static final AtomicReference<Redactor> KNOWN = new AtomicReference<>(Redactor.PATTERNS);

  private final Encoder<ILoggingEvent> written;

  private RedactingEncoder(Encoder<ILoggingEvent> written) {
    this.written = written;
  }

  /**
   * Has every log of this process that goes to a stream or file hide secrets from now on, those
   * that were named before included.
   *
   * @param redactor knows the secrets of one service
   */
  public static void install(Redactor redactor) {
    KNOWN.updateAndGet(known -> known.and(redactor));
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      logback.getLoggerList().forEach(RedactingEncoder::wrapAll);
    }
  }

  private static void wrapAll(AppenderAttachable<ILoggingEvent> holder) {
    for (Iterator<Appender<ILoggingEvent>> all = holder.iteratorForAppenders(); all.hasNext(); ) {
      switch (all.next()) {
        case OutputStreamAppender<ILoggingEvent> stream -> wrap(stream);
        case AppenderAttachable<?> inner -> wrapInner(inner);
        default -> {}
      }
    }
  }

  @SuppressWarnings("unchecked") // what hangs on a logger's appender takes the logger's events
  private static void wrapInner(AppenderAttachable<?> inner) {
    wrapAll((AppenderAttachable<ILoggingEvent>) inner);
  }

  private static synchronized void wrap(OutputStreamAppender<ILoggingEvent> appender) {
    Encoder<ILoggingEvent> encoder = appender.getEncoder();
    if (encoder != null && !(encoder instanceof RedactingEncoder)) {
      RedactingEncoder redacting = new RedactingEncoder(encoder);
      redacting.setContext(appender.getContext());
      redacting.start();
      appender.setEncoder(redacting);
    }
  }

  @Override
  public byte[] headerBytes() {
    return written.headerBytes();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    String line = new String(written.encode(event), StandardCharsets.UTF_8);
    return KNOWN.get().hideInMessage(line).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return written.footerBytes();
  }
}
