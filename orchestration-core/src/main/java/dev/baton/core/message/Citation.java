package dev.baton.core.message;

/**
 * The place in a source that supports a sentence.
 *
 * @param number the number under which the text names it, from 1
 * @param corpus name of the document collection
 * @param source path of the file inside the collection, with forward slashes
 * @param lineStart first line of the quoted passage, from 1
 * @param lineEnd last line of the quoted passage, at least lineStart
 * @param quote the quoted words as they stand in the source
 */
public record Citation(
    int number, String corpus, String source, int lineStart, int lineEnd, String quote) {}
