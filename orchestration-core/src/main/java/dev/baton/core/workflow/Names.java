package dev.baton.core.workflow;

import java.util.regex.Pattern;

/** What names in a definition look like. */
final class Names {
  static final Pattern WORKFLOW = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /** A step, or a blackboard key. */
  static final Pattern STEP = Pattern.compile("[a-z][a-zA-Z0-9_-]{0,39}");

  private Names() {}
}
