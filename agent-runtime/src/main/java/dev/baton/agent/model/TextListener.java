package dev.baton.agent.model;

/** Hears a reply's text while it is still being written. Thread-safe; never waits. */
@FunctionalInterface
public interface TextListener {

  /** Hears nothing. */
  TextListener NONE = () -> Beginning.IGNORED;

  /**
   * A text begins, for the first time or anew: what was heard of an earlier beginning is superseded
   * and what still comes of it is ignored.
   */
  Beginning begin();

  /** One beginning of a text. Used by one thread. */
  interface Beginning {

    /** Nobody hears it. */
    Beginning IGNORED =
        new Beginning() {
          @Override
          public void append(String piece) {}

          @Override
          public void end() {}
        };

    /** The text goes on with this piece. */
    void append(String piece);

    /** The text is whole. */
    void end();
  }
}
