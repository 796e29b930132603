package dev.baton.agent.loop;

import java.util.Optional;

/**
 * What a loop's last text must satisfy beyond its schema. A complaint goes back to the model, within
 * the loop's repairs. It is asked again for each text, so it may let pass what it has complained
 * about before; it must decide the same where an execution is resumed. Used by one thread at a time.
 */
@FunctionalInterface
public interface OutputCheck {

  /** Everything passes. */
  OutputCheck NONE = _ -> Optional.empty();

  /**
   * Looks at a text that fits its schema.
   *
   * @return what is wrong and what is expected; empty where it may stand
   */
  Optional<String> complaint(String text);
}
