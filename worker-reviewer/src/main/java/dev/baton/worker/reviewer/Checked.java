package dev.baton.worker.reviewer;

import java.util.ArrayList;
import java.util.List;

/**
 * What checks found, and what they could not look at.
 *
 * @param issues what is wrong; no critique can talk it away
 * @param unchecked what was not looked at, each with its reason
 */
record Checked(List<ReviewIssue> issues, List<String> unchecked) {

  Checked {
    issues = List.copyOf(issues);
    unchecked = List.copyOf(unchecked);
  }

  static Checked fine() {
    return new Checked(List.of(), List.of());
  }

  static Checked not(String what) {
    return new Checked(List.of(), List.of(what));
  }

  /** Both findings. */
  Checked and(Checked other) {
    List<ReviewIssue> allIssues = new ArrayList<>(issues);
    allIssues.addAll(other.issues);
    List<String> allUnchecked = new ArrayList<>(unchecked);
    allUnchecked.addAll(other.unchecked);
    return new Checked(allIssues, allUnchecked);
  }
}
