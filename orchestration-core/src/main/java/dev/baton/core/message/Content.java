package dev.baton.core.message;

import java.util.Optional;

/**
 * A piece of text, inline or by reference. Opaque to the run machine.
 *
 * @param mediaType for example text/markdown
 * @param text the text itself when it is small
 * @param reference where the text lies when it is large
 */
public record Content(String mediaType, Optional<String> text, Optional<Reference> reference) {

  /** Inline Markdown. */
  public static Content markdown(String text) {
    return new Content("text/markdown", Optional.of(text), Optional.empty());
  }

  /** Characters that travel with every copy of this content. */
  public int inlineLength() {
    return text.map(String::length).orElse(0);
  }
}
