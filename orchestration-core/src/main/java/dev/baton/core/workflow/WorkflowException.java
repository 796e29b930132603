package dev.baton.core.workflow;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A workflow definition that cannot be used. The message names line, column, step and key of the
 * first {@value #MOST_SHOWN} problems, and what was expected.
 */
public final class WorkflowException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_SHOWN = 5;

  private final transient List<Problem> problems;

  WorkflowException(List<Problem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, in the order of the definition. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(List<Problem> problems) {
    String shown =
        problems.stream()
            .limit(MOST_SHOWN)
            .map(Problem::toString)
            .collect(Collectors.joining("; "));
    int more = problems.size() - MOST_SHOWN;
    return more > 0 ? shown + "; and " + more + " more" : shown;
  }
}
