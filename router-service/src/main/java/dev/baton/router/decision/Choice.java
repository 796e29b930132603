package dev.baton.router.decision;

import dev.baton.router.catalog.Target;
import dev.baton.routing.classifier.Prediction;
import dev.baton.schemas.RouteStage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one stage would do with a request. */
record Choice(
    RouteStage stage,
    Target target,
    Optional<String> rule,
    Optional<Target> runnerUp,
    String reason,
    Optional<Evidence> evidence) {

  static final int SHOWN_SCORES = 3;

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

    /** The best three scores, scope and margin, each with what it was held against. */
    String inWords() {
      Prediction whole = read.whole();
      return whole.scores().stream()
              .limit(SHOWN_SCORES)
              .map(score -> score.label() + " " + Math.round(score.probability() * 100) + " %")
              .collect(Collectors.joining(", "))
          + String.format(
              Locale.ROOT,
              "; scope %.2f, threshold %.2f; margin %.2f, least %.2f",
              whole.scope(),
              thresholds.scope(),
              whole.margin(),
              thresholds.margin());
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
