package dev.baton.orchestrator.stream;

import dev.baton.core.message.Task;
import dev.baton.schemas.Priority;
import dev.baton.topics.TopicNames;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where a task goes: to the topic of its role and priority class where the installation has classes
 * and the role such a topic, otherwise to the role's one topic. Thread-safe.
 */
final class TaskTopics {

  private final TopicNames names;
  private final boolean priorities;
  private final Predicate<String> exists;

  /**
   * The task topics of an installation.
   *
   * @param priorities whether it has classes
   * @param exists whether a topic exists
   */
  TaskTopics(TopicNames names, boolean priorities, Predicate<String> exists) {
    this.names = names;
    this.priorities = priorities;
    this.exists = exists;
  }

  /** Empty where the role has no topic at all. */
  Optional<String> of(Task task) {
    try {
      Optional<String> own =
          priorities
              ? Optional.of(names.tasks(task.role(), Priority.valueOf(task.priority().name()), 0))
              : Optional.empty();
      return own.filter(exists).or(() -> Optional.of(names.tasks(task.role())).filter(exists));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // No topic can have such a name.
    }
  }
}
