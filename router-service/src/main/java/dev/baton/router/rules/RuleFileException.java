package dev.baton.router.rules;

/** A rule file that cannot be used: names file, line, rule, what is wrong and what was expected. */
public final class RuleFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RuleFileException(String message) {
    super(message);
  }

  RuleFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
