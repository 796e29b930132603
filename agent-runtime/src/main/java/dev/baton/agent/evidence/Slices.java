package dev.baton.agent.evidence;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.schemas.Content;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.SliceEntry;
import dev.baton.schemas.SlicePart;
import dev.baton.schemas.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a task was given of the blackboard. Stateless. */
public final class Slices {

  /** The blackboard key under which research results lie. */
  public static final String EVIDENCE = "evidence";

  /** The blackboard key under which the text lies. */
  public static final String DRAFT = "draft";

  /** The blackboard key under which the review lies. */
  public static final String REVIEW = "review";

  private Slices() {}

  /** The entry of that key, if the task has it. */
  public static Optional<SliceEntry> entry(Task task, String key) {
    return task.getSlice().stream().filter(entry -> entry.getKey().equals(key)).findFirst();
  }

  /** The last contribution to the entry of that key, if there is one. */
  public static Optional<SlicePart> lastPart(Task task, String key) {
    return entry(task, key)
        .map(SliceEntry::getParts)
        .filter(parts -> !parts.isEmpty())
        .map(List::getLast);
  }

  /**
   * The evidence that the task was given, one a facet, in the order of the facets; empty where it
   * was given none.
   *
   * @throws TaskFailureException of class PERMANENT if a contribution is no evidence
   */
  public static List<Evidence> evidence(Task task) {
    List<SlicePart> parts = entry(task, EVIDENCE).map(SliceEntry::getParts).orElse(List.of());
    List<Evidence> evidence = new ArrayList<>();
    for (SlicePart part : parts) {
      try {
        evidence.add(Evidence.parse(text(part)));
      } catch (IllegalArgumentException e) {
        throw new TaskFailureException(
            FailureClass.PERMANENT,
            "slice %s, task %s: %s".formatted(EVIDENCE, part.getTaskId(), e.getMessage()),
            e);
      }
    }
    return evidence;
  }

  /**
   * The facets that a text must cover: the evidence that the task was given; without any, the goal
   * itself, about which nothing was found.
   *
   * @throws TaskFailureException like {@link #evidence(Task)}
   */
  public static List<Evidence> facets(Task task) {
    List<Evidence> evidence = evidence(task);
    if (!evidence.isEmpty()) {
      return evidence;
    }
    String question = task.getGoal().isBlank() ? task.getObjective() : task.getGoal();
    return question.isBlank() ? List.of() : List.of(new Evidence(question, List.of()));
  }

  /**
   * The content of a contribution.
   *
   * @return empty text where it has none
   * @throws TaskFailureException of class PERMANENT if it is given by reference
   */
  public static String text(SlicePart part) {
    Content content = part.getContent();
    if (content == null) {
      return "";
    }
    if (content.getText() == null) {
      throw new TaskFailureException(
          FailureClass.PERMANENT,
          "slice, task %s: content by reference (expected: inline text)"
              .formatted(part.getTaskId()));
    }
    return content.getText();
  }
}
