package dev.baton.worker.reviewer;

import java.util.Locale;

/** How grave an issue is. */
enum Severity {
  /** Does not stop a draft. */
  MINOR,
  /** The draft is to be redone. */
  MAJOR,
  /** The draft is wrong. */
  CRITICAL;

  /** As it stands in JSON. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the JSON form.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Severity of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
