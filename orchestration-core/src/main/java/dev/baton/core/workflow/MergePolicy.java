package dev.baton.core.workflow;

/**
 * How the results of a step's tasks become one blackboard entry. Each policy is a function of the
 * set of results and of their places in the fan-out, so the order of arrival does not matter.
 */
public enum MergePolicy {
  /** All results in the order of the items; of equal ones the first. */
  UNION,
  /** The one with the highest confidence; of equals the one with the smallest task id. */
  BEST,
  /**
   * The one that most tasks brought: results are equal when their fields are, or, without fields,
   * their texts up to surrounding blanks. Of equally common ones the one with the highest
   * confidence, then with the smallest task id.
   */
  VOTE,
  /** All results in the order of the items. */
  CONCAT
}
