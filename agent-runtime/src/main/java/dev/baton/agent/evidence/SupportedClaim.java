package dev.baton.agent.evidence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What a researcher says that some pieces of evidence say. Its quotes were looked up; whether they
 * say the same as it does was not. Untrusted text. Immutable.
 *
 * @param text one sentence
 * @param items which items of the evidence carry it, by their place in the list, from 0
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SupportedClaim(String text, List<Integer> items) {

  /**
   * Copies the places.
   *
   * @throws IllegalArgumentException if there is no text or nothing carries it
   */
  public SupportedClaim {
    items = items == null ? List.of() : List.copyOf(items);
    if (text == null || text.isBlank() || items.isEmpty()) {
      throw new IllegalArgumentException(
          "claim: %s with %d items (expected: a text and at least one)"
              .formatted(text, items.size()));
    }
  }
}
