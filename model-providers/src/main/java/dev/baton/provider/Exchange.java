package dev.baton.provider;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call over HTTP, from the thread that makes it down to the HTTP client, which LangChain4j
 * stands between: brings the deadline down and the raw body up. Used by one thread.
 */
final class Exchange {

  /** The call that the current thread makes. */
  static final ScopedValue<Exchange> CURRENT = ScopedValue.newInstance();

  private final Instant deadline;
  private @Nullable String body;

  Exchange(Instant deadline) {
    this.deadline = deadline;
  }

  Instant deadline() {
    return deadline;
  }

  void received(String text) {
    body = text;
  }

  /** The body of a successful response, if one came. */
  Optional<String> body() {
    return Optional.ofNullable(body);
  }
}
