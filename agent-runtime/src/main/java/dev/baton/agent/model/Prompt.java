package dev.baton.agent.model;

import dev.baton.agent.json.Json;

/**
 * A role's own instructions: trusted, versioned with the code that relies on them. Immutable.
 *
 * @param name of the resource that they lie in
 * @param version counts the changes that mean something, from 1
 * @param text what the model is told
 */
public record Prompt(String name, int version, String text) {

  /**
   * Checks that there is something to tell.
   *
   * @throws IllegalArgumentException if the text is blank or the version below 1
   */
  public Prompt {
    if (text.isBlank() || version < 1) {
      throw new IllegalArgumentException(
          "prompt %s: version %d, %d characters (expected: version >= 1 and a text)"
              .formatted(name, version, text.length()));
    }
  }

  /** SHA-256 of the text, lower-case hexadecimal, as it stands in the journal. */
  public String digest() {
    return Json.sha256(text);
  }
}
