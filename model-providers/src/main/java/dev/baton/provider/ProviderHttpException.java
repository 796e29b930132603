package dev.baton.provider;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A provider answered with an error, or did not answer. */
final class ProviderHttpException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable Duration retryAfter;

  private ProviderHttpException(
      int status, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  static ProviderHttpException answered(int status, String body, Optional<Duration> retryAfter) {
    return new ProviderHttpException(status, body, retryAfter.orElse(null), null);
  }

  static ProviderHttpException silent(String message, @Nullable Throwable cause) {
    return new ProviderHttpException(0, message, null, cause);
  }

  /** The HTTP status; 0 where there was no answer. */
  int status() {
    return status;
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
