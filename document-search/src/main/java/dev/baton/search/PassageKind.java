package dev.baton.search;

/** What a passage is made of. */
public enum PassageKind {
  /** A paragraph or a list item. */
  PROSE,
  /** One row of a table. */
  TABLE_ROW,
  /** A piece of source code, also one in a document. */
  CODE
}
