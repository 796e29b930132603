package dev.baton.cli.command;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.output.Screen;
import dev.baton.cli.output.Shown;
import dev.baton.content.ContentException;
import dev.baton.content.ContentReference;
import dev.baton.content.ContentStore;
import dev.baton.content.ContentStores;
import dev.baton.schemas.Answer;
import dev.baton.schemas.Content;
import dev.baton.schemas.Reference;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches the text of answers that is too large to travel.
 *
 * @param store the content store's address, where it is known
 * @param options more about it
 */
record LargeAnswers(Optional<URI> store, Map<String, String> options) {

  /** A person reads no more than that on a terminal. */
  private static final long MAX_BYTES = 64L << 20;

  private static final int MAX_REASON = 300;

  /** Copies the options. */
  LargeAnswers {
    options = Map.copyOf(options);
  }

  /** The same answer with its text; without it, and a note why, where the text is not to be had. */
  Answer fetched(Answer answer, Screen screen) throws InterruptedException {
    Content content = answer.getContent();
    if (content == null || content.getReference() == null || store.isEmpty()) {
      return answer;
    }
    try (ContentStore opened = opened()) {
      String text = text(opened, content.getReference());
      return Answer.newBuilder(answer)
          .setContent(new Content(content.getMediaType(), text, content.getReference()))
          .build();
    } catch (ContentException | IllegalArgumentException e) {
      screen.note("the answer's text: " + Shown.line(String.valueOf(e.getMessage()), MAX_REASON));
      return answer;
    }
  }

  private ContentStore opened() {
    try {
      return ContentStores.open(store.orElseThrow(), MAX_BYTES, options);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--content: " + e.getMessage());
    }
  }

  private static String text(ContentStore store, Reference reference) throws InterruptedException {
    byte[] bytes =
        store.open(
            new ContentReference(
                URI.create(reference.getUri()), reference.getSha256(), reference.getBytes()));
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
