package dev.baton.core.message;

import dev.baton.core.id.TaskId;
import java.util.List;
import java.util.Optional;

/**
 * What one task contributed to a blackboard entry.
 *
 * @param taskId the task that wrote it
 * @param item the item of the fan-out that it worked on
 * @param fieldsJson inline fields as a JSON object
 * @param content the content
 * @param citations its sources
 */
public record SlicePart(
    TaskId taskId,
    Optional<String> item,
    String fieldsJson,
    Optional<Content> content,
    List<Citation> citations) {

  /** Copies the list. */
  public SlicePart {
    citations = List.copyOf(citations);
  }
}
