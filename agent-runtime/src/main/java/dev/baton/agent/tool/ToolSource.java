package dev.baton.agent.tool;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tools that a worker gets to know only while it runs, such as those of another process.
 * Thread-safe.
 */
public interface ToolSource {

  /**
   * Whether an entry of a card's list of tools is about this source.
   *
   * @param entry as the card has it
   */
  boolean owns(String entry);

  /**
   * Takes note of what a card allows. Called once, when the worker starts; it waits for nothing.
   *
   * @param entries the card's entries that are this source's
   * @return the tools by the names that a model calls them by: exactly those that the entries
   *     allow, and the same ones from the first answer on. It waits a bounded time for tools that
   *     are not known yet, then throws a {@link dev.baton.agent.failure.TaskFailureException}
   */
  Supplier<Map<String, Tool>> allow(Set<String> entries);
}
