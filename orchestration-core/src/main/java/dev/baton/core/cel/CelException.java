package dev.baton.core.cel;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression that does not compile, or that has no value for the given variables. */
public final class CelException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern PLACE =
      Pattern.compile("evaluation error(?: at <input>:(\\d{1,9}))?: ");

  private final String expression;
  private final transient List<Issue> issues;

  /**
   * One thing that is wrong with an expression.
   *
   * @param offset where in the expression, in code points from 0
   * @param message what is wrong
   */
  public record Issue(int offset, String message) {}

  CelException(String expression, String problem, Throwable cause) {
    super("\"" + expression + "\": " + problem, cause);
    this.expression = expression;
    this.issues = List.of(located(problem));
  }

  /** An evaluation tells its place in its message alone. */
  static Issue located(String problem) {
    Matcher place = PLACE.matcher(problem);
    if (!place.lookingAt()) {
      return new Issue(0, problem);
    }
    String offset = Optional.ofNullable(place.group(1)).orElse("0");
    return new Issue(Integer.parseInt(offset), problem.substring(place.end()));
  }

  CelException(String expression, Issue issue) {
    this(expression, List.of(issue));
  }

  /** At least one issue. */
  CelException(String expression, List<Issue> issues) {
    super("\"" + expression + "\": " + issues.getFirst().message());
    this.expression = expression;
    this.issues = List.copyOf(issues);
  }

  /** The offending expression as it was written. */
  public String expression() {
    return expression;
  }

  /** Everything that is wrong. */
  public List<Issue> issues() {
    return issues;
  }
}
