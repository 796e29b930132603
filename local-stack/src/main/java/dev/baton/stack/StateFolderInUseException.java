package dev.baton.stack;

import java.nio.file.Path;

/** Another live process (or another service of this one) owns the state folder. */
public final class StateFolderInUseException extends StackException {
  private static final long serialVersionUID = 1L;

  StateFolderInUseException(Path folder) {
    super(
        "state folder "
            + folder
            + " is in use by another process (expected: one owner at a time; end that process or"
            + " name another folder)");
  }
}
