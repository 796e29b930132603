package dev.baton.search;

/** How a searchable file is read, told by its name. */
enum FileFormat {
  /** Lines of Markdown or of plain text. */
  PROSE,
  /** Lines of source code. */
  CODE,
  /** The text of its elements, on the lines on which it stands. */
  HTML,
  /** Pages with lines of their own. */
  PDF
}
