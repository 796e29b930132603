package dev.baton.router.decision;

import dev.baton.schemas.Request;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a refused request to what its answer needs, so that the event stays small however large the
 * request is.
 */
public final class RefusedRequest {

  /** How much of a refused goal is kept, in characters. */
  public static final int KEPT_GOAL_CHARS = 1_024;

  private RefusedRequest() {}

  /** The same request with a short goal, and without inputs, history and over-long echoes. */
  public static Request of(Request request) {
    return Request.newBuilder(request)
        .setGoal(cut(request.getGoal(), KEPT_GOAL_CHARS))
        .setInputs(Map.of())
        .setHistory(List.of())
        .setIdempotencyKey(cutId(request.getIdempotencyKey()))
        .setConversationId(cutId(request.getConversationId()))
        .setHint(cutId(request.getHint()))
        .setCorrelation(isBounded(request.getCorrelation()) ? request.getCorrelation() : Map.of())
        .build();
  }

  private static boolean isBounded(Map<String, String> correlation) {
    return correlation.size() <= RequestLimits.MAX_CORRELATION
        && correlation.entrySet().stream()
            .allMatch(e ->
                e.getKey().length() <= RequestLimits.MAX_NAME_CHARS
                    && e.getValue().length() <= RequestLimits.MAX_CORRELATION_CHARS);
  }

  private static @Nullable String cutId(@Nullable String id) {
    return id == null ? null : cut(id, RequestLimits.MAX_ID_CHARS);
  }

  private static String cut(String text, int chars) {
    if (text.length() <= chars) {
      return text;
    }
    // Half a surrogate pair would not survive UTF-8.
    int end = Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars;
    return text.substring(0, end) + "…";
  }
}
