package dev.baton.router.decision;

import dev.baton.core.id.Digests;
import dev.baton.schemas.Budget;
import dev.baton.schemas.ChatMessage;
import dev.baton.schemas.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two requests with one idempotency key are the same: SHA-256 over every field but
 * correlation and deadline, in a fixed order, each part length-prefixed, maps sorted by name.
 *
 * <p>The deadline says until when the answer is of use, not what is asked: whoever sends a request
 * again works it out anew. The run keeps that of the first.
 */
public final class RequestDigest {

  /**
   * Changes when the canonical form changes, so that digests of two forms never agree by chance.
   */
  private static final String FORM = "baton.request.1";

  private final List<String> parts = new ArrayList<>(List.of(FORM));

  private RequestDigest() {}

  /** The digest as 64 lower-case hexadecimal digits. */
  public static String of(Request request) {
    RequestDigest digest = new RequestDigest();
    digest.add(request.getGoal());
    digest.add(request.getInputs());
    digest.addOptional(request.getIdempotencyKey());
    digest.addOptional(request.getHint());
    digest.add(request.getBudget());
    digest.add(request.getPriority().name());
    digest.addOptional(request.getConversationId());
    digest.addHistory(request.getHistory());
    return Digests.sha256(digest.parts.toArray(String[]::new));
  }

  private void add(String value) {
    parts.add(value);
  }

  private void addOptional(@Nullable Object value) {
    add(value == null ? "absent" : "present");
    if (value != null) {
      add(value.toString());
    }
  }

  private void add(Map<String, String> map) {
    add(Integer.toString(map.size()));
    new TreeMap<>(map)
        .forEach((name, value) -> {
          add(name);
          add(value);
        });
  }

  private void add(@Nullable Budget budget) {
    add(budget == null ? "absent" : "present");
    if (budget != null) {
      addOptional(budget.getMaxTokens());
      addOptional(budget.getMaxCostMicros());
      addOptional(budget.getMaxWallClockMillis());
      addOptional(budget.getMaxTasks());
    }
  }

  private void addHistory(List<ChatMessage> history) {
    add(Integer.toString(history.size()));
    for (ChatMessage message : history) {
      add(message.getRole());
      add(message.getText());
    }
  }
}
