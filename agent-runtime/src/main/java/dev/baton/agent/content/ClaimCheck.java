package dev.baton.agent.content;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.content.ContentException;
import dev.baton.content.ContentReference;
import dev.baton.content.ContentStore;
import dev.baton.schemas.Content;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Reference;
import dev.baton.schemas.SliceEntry;
import dev.baton.schemas.SlicePart;
import dev.baton.schemas.Taint;
import dev.baton.schemas.Task;
import dev.baton.serde.ContractClasses;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Leaves large text of results in the content store and fetches it for tasks whose slices refer to
 * it, so that only a reference travels. Thread-safe.
 */
public final class ClaimCheck implements AutoCloseable {

  static {
    ContractClasses.trust();
  }

  private final Optional<ContentStore> store;
  private final ContentLimits limits;

  private ClaimCheck(Optional<ContentStore> store, ContentLimits limits) {
    this.store = store;
    this.limits = limits;
  }

  /** There is no store: text travels inline or not at all. */
  public static ClaimCheck none() {
    return new ClaimCheck(Optional.empty(), ContentLimits.DEFAULT);
  }

  /** Large text is left in a store, which is closed with this. */
  public static ClaimCheck with(ContentStore store, ContentLimits limits) {
    return new ClaimCheck(Optional.of(store), limits);
  }

  /**
   * The same content as it may travel: large text is made safe and becomes a reference.
   *
   * @throws TaskFailureException of class PERMANENT if it is larger than may be, TRANSIENT if the
   *     store is not reached
   * @throws InterruptedException if the work was interrupted
   */
  public Content left(Content content) throws InterruptedException {
    String text = content.getText();
    if (text == null) {
      return content;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (store.isPresent() && bytes.length > limits.inlineBytes()) {
      Reference reference = put(store.get(), bytes);
      return new Content(content.getMediaType(), null, reference);
    }
    if (bytes.length > ContentLimits.MAX_INLINE_BYTES) {
      throw new TaskFailureException(
          FailureClass.PERMANENT,
          "content: %d bytes (expected: at most %d where no baton.content.store is set)"
              .formatted(bytes.length, ContentLimits.MAX_INLINE_BYTES));
    }
    return content;
  }

  /**
   * The same task with the text that its slice refers to. An entry of which text was fetched is
   * untrusted, whatever it says.
   *
   * @throws TaskFailureException of class PERMANENT if the text is missing, is not what was left
   *     there, or is more than a task may fetch; TRANSIENT if the store is not reached
   * @throws InterruptedException if the work was interrupted
   */
  public Task fetched(Task task) throws InterruptedException {
    if (task.getSlice().stream().noneMatch(ClaimCheck::refers)) {
      return task;
    }
    checkBound(task);
    List<SliceEntry> slice = new ArrayList<>();
    for (SliceEntry entry : task.getSlice()) {
      slice.add(refers(entry) ? fetched(entry) : entry);
    }
    return Task.newBuilder(task).setSlice(slice).build();
  }

  private SliceEntry fetched(SliceEntry entry) throws InterruptedException {
    List<SlicePart> parts = new ArrayList<>();
    for (SlicePart part : entry.getParts()) {
      Content content = part.getContent();
      if (content != null && content.getReference() != null) {
        String what = "slice %s, task %s".formatted(entry.getKey(), part.getTaskId());
        String text = fetch(what, content.getReference());
        Content inline = new Content(content.getMediaType(), text, null);
        parts.add(
            new SlicePart(
                part.getTaskId(),
                part.getItem(),
                part.getFieldsJson(),
                inline,
                part.getCitations()));
      } else {
        parts.add(part);
      }
    }
    return new SliceEntry(
        entry.getKey(),
        entry.getVersion(),
        entry.getWriter(),
        Taint.UNTRUSTED,
        entry.getTokens(),
        parts);
  }

  private String fetch(String what, Reference reference) throws InterruptedException {
    if (store.isEmpty()) {
      throw new TaskFailureException(
          FailureClass.PERMANENT,
          what + ": content by reference (expected: inline where no baton.content.store is set)");
    }
    try {
      byte[] bytes =
          store
              .get()
              .open(
                  new ContentReference(
                      URI.create(reference.getUri()), reference.getSha256(), reference.getBytes()));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (ContentException e) {
      throw failure(what, e);
    } catch (IllegalArgumentException e) {
      throw new TaskFailureException(
          FailureClass.PERMANENT, what + ": " + e.getMessage() + " (expected: an address)", e);
    }
  }

  private void checkBound(Task task) {
    long bytes =
        task.getSlice().stream()
            .flatMap(entry -> entry.getParts().stream())
            .flatMap(part -> Optional.ofNullable(part.getContent()).stream())
            .flatMap(content -> Optional.ofNullable(content.getReference()).stream())
            .mapToLong(Reference::getBytes)
            .reduce(0, ClaimCheck::plus);
    if (bytes > limits.sliceBytes()) {
      throw new TaskFailureException(
          FailureClass.PERMANENT,
          "slice: %d bytes by reference (expected: at most %d in all)"
              .formatted(bytes, limits.sliceBytes()));
    }
  }

  /** Lengths are claims: they neither overflow nor make room for each other. */
  private static long plus(long sum, long bytes) {
    long room = Long.MAX_VALUE - sum;
    return bytes < 0 || bytes > room ? Long.MAX_VALUE : sum + bytes;
  }

  private static boolean refers(SliceEntry entry) {
    return entry.getParts().stream()
        .anyMatch(part -> part.getContent() != null && part.getContent().getReference() != null);
  }

  private static Reference put(ContentStore store, byte[] bytes) throws InterruptedException {
    try {
      ContentReference put = store.put(bytes);
      return new Reference(put.uri().toString(), put.sha256(), put.bytes());
    } catch (ContentException e) {
      throw failure("result", e);
    }
  }

  @Override
  public void close() {
    store.ifPresent(ContentStore::close);
  }

  private static TaskFailureException failure(String what, ContentException cause) {
    return new TaskFailureException(
        cause.passing() ? FailureClass.TRANSIENT : FailureClass.PERMANENT,
        what + ": " + cause.getMessage(),
        cause);
  }
}
