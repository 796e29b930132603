package dev.baton.router.decision;

import dev.baton.router.catalog.Target;
import dev.baton.schemas.RouteStage;
import java.util.List;
import java.util.Optional;

/** What one stage would do with a request. */
record Choice(
    RouteStage stage,
    Target target,
    Optional<String> rule,
    Optional<Target> runnerUp,
    String reason,
    Optional<Evidence> evidence) {

  /**
   * What the classifier's part of a decision rests on.
   *
   * @param read what it found
   * @param thresholds what that was held against
   * @param intents the targets that parts of the goal ask for, where they are several
   */
  record Evidence(Classifier.Read read, Thresholds thresholds, List<String> intents) {

    /** Copies the list. */
    Evidence {
      intents = List.copyOf(intents);
    }
  }

  /** The same with a remark behind its reason. */
  Choice remarking(String remark) {
    return new Choice(stage, target, rule, runnerUp, reason + remark, evidence);
  }

  static Choice byHint(Target target, Target otherwise) {
    return new Choice(
        RouteStage.HINT,
        target,
        Optional.empty(),
        Optional.of(otherwise),
        "The request asks for " + target + ".",
        Optional.empty());
  }
}
