package dev.baton.web;

import java.time.Duration;

/**
 * Bounds on one fetch.
 *
 * @param timeout from its start to its end, redirects included
 * @param maxBytes of the page, after decompression; more is cut off and said
 * @param maxRedirects that are followed
 */
record FetchLimits(Duration timeout, int maxBytes, int maxRedirects) {

  FetchLimits {
    if (!timeout.isPositive() || maxBytes < 1 || maxRedirects < 0) {
      throw new IllegalArgumentException(
          "baton.fetch: timeout %s, max-bytes %d, max-redirects %d (expected: > 0, > 0, >= 0)"
              .formatted(timeout, maxBytes, maxRedirects));
    }
  }
}
