package dev.baton.router.comparison;

/**
 * One request with what two routers decided.
 *
 * @param runId its run
 * @param goal what is asked
 * @param before what the one decided, or had decided
 * @param after what the other decides
 */
public record ComparedRequest(String runId, String goal, Verdict before, Verdict after) {

  private static final int KEPT_GOAL_CHARS = 200;

  /** Cuts the goal. */
  public ComparedRequest {
    goal = Excerpt.of(goal, KEPT_GOAL_CHARS);
  }

  /** Whether the request would go elsewhere. */
  public boolean isChanged() {
    return !before.target().equals(after.target());
  }
}
