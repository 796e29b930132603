package dev.baton.telemetry;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Ids of traces and spans that follow from the names of runs and executions. So whoever knows a
 * name can point to its span without having seen it: a join links to the executions that its
 * results came from, and two routers that route one request twice tell of one trace. Thread-safe.
 */
public final class TraceIds implements IdGenerator {

  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;

  private final IdGenerator random = IdGenerator.random();
  private static final ThreadLocal<@Nullable Chosen> NEXT = new ThreadLocal<>();

  /** Ids of the one span that is begun next by this thread; null for any. */
  private record Chosen(@Nullable String trace, @Nullable String span) {}

  /** A generator of random ids, but for those that are chosen. */
  public TraceIds() {}

  /**
   * The trace of a run whose request brought none. Not the run's id itself: samplers look at the
   * last digits, which are not evenly spread in a UUID.
   */
  public static String trace(String runId) {
    return digest("trace", runId).substring(0, TRACE_DIGITS);
  }

  /**
   * The span of a run or of an execution.
   *
   * @param id of the run or the execution; no two have the same
   */
  public static String span(String id) {
    return digest("span", id).substring(0, SPAN_DIGITS);
  }

  private static String digest(String kind, String id) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(("baton." + kind + ":").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
    }
  }

  /** Chooses ids for the span that this thread begins next. */
  void choose(@Nullable String trace, @Nullable String span) {
    NEXT.set(new Chosen(trace, span));
  }

  void forget() {
    NEXT.remove();
  }

  @Override
  public String generateTraceId() {
    Chosen chosen = NEXT.get();
    return chosen == null || chosen.trace() == null ? random.generateTraceId() : chosen.trace();
  }

  @Override
  public String generateSpanId() {
    Chosen chosen = NEXT.get();
    return chosen == null || chosen.span() == null ? random.generateSpanId() : chosen.span();
  }
}
