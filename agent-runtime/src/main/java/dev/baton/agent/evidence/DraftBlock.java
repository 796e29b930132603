package dev.baton.agent.evidence;

import java.util.List;

/** A block of a draft in Markdown. */
public sealed interface DraftBlock {

  /**
   * A heading, or a line that is nothing but bold.
   *
   * @param text without the markup
   */
  record Heading(String text) implements DraftBlock {}

  /** A paragraph. */
  record Paragraph(List<DraftSentence> sentences) implements DraftBlock {
    /** Copies the sentences. */
    public Paragraph {
      sentences = List.copyOf(sentences);
    }
  }

  /** One item of a list. */
  record ListItem(List<DraftSentence> sentences) implements DraftBlock {
    /** Copies the sentences. */
    public ListItem {
      sentences = List.copyOf(sentences);
    }
  }

  /** Fenced code, taken as one statement. */
  record Code(DraftSentence statement) implements DraftBlock {}

  /** What the block states; nothing for a heading. */
  default List<DraftSentence> statements() {
    return switch (this) {
      case Heading _ -> List.of();
      case Paragraph(List<DraftSentence> sentences) -> sentences;
      case ListItem(List<DraftSentence> sentences) -> sentences;
      case Code(DraftSentence statement) -> List.of(statement);
    };
  }
}
