package dev.baton.search;

/** Which passages a search looks at. */
public enum Filter {
  /** Paragraphs, list items and table rows. */
  PROSE,
  /** Source code. */
  CODE,
  /** All passages. */
  ALL
}
