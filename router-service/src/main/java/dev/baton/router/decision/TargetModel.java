package dev.baton.router.decision;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A language model that picks one of the known targets for a request. Thread-safe. */
public interface TargetModel {

  /** What it is called in reasons and versions. */
  String name();

  /** Asks, for no longer than its deadline; never throws for what a model or its provider does. */
  Answer pick(Question question);

  /**
   * What is asked.
   *
   * @param goal the request's goal, text of a stranger
   * @param targets every target that may be picked, with what it is for
   */
  record Question(String goal, NavigableMap<String, String> targets) {

    /** Copies the map. */
    public Question {
      targets = Collections.unmodifiableNavigableMap(new TreeMap<>(targets));
    }
  }

  /** What came of asking. */
  sealed interface Answer {}

  /**
   * The model's word.
   *
   * @param target the one that it picks; empty where it says that none fits
   * @param cost what that took
   */
  record Picked(Optional<String> target, Cost cost) implements Answer {}

  /**
   * No word of the model.
   *
   * @param why what was wrong and what was expected
   */
  record Failed(String why) implements Answer {}

  /**
   * What an answer cost.
   *
   * @param model that gave it
   * @param inputTokens read
   * @param outputTokens written
   * @param micros millionths of the installation's currency
   */
  record Cost(String model, long inputTokens, long outputTokens, long micros) {}
}
