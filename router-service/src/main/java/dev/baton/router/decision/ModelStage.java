package dev.baton.router.decision;

import dev.baton.core.id.Digests;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.Target;
import dev.baton.schemas.RouteStage;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Has a model pick one of the known targets where everything before it would leave a request to the
 * fallback. Whatever the request says, the model's word counts only where it names a target that is
 * published and can be taken. Thread-safe.
 */
public final class ModelStage {

  /** More would cost more to read than the choice is worth. */
  static final int MAX_TARGETS = 100;

  /** What a person asks for stands at the beginning. */
  static final int MAX_GOAL_CHARS = 2_000;

  private static final int MAX_REMEMBERED = 1_000;
  private static final int SECONDS_PER_MINUTE = 60;

  private final TargetModel model;
  private final int perMinute;
  private final InstantSource clock;
  private final Map<String, TargetModel.Picked> remembered = new LeastRecentlyUsed();
  private long minute;
  private int asked;

  /**
   * A stage with a model.
   *
   * @param perMinute questions a minute, >= 1: a flood of foreign requests must not cost without
   *     bound
   * @param clock tells the minute
   */
  public ModelStage(TargetModel model, int perMinute, InstantSource clock) {
    if (perMinute < 1) {
      throw new IllegalArgumentException("per-minute: " + perMinute + " (expected: >= 1)");
    }
    this.model = model;
    this.perMinute = perMinute;
    this.clock = clock;
  }

  private static final class LeastRecentlyUsed extends LinkedHashMap<String, TargetModel.Picked> {
    private static final float LOAD = 0.75f;

    LeastRecentlyUsed() {
      super(16, LOAD, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, TargetModel.Picked> eldest) {
      return size() > MAX_REMEMBERED;
    }
  }

  /** What decisions depend on. */
  String version() {
    return "model " + model.name();
  }

  /** What becomes of a choice for the fallback; any other choice stays. */
  Choice reconsider(Choice choice, String goal, Catalog catalog) {
    if (choice.stage() != RouteStage.FALLBACK) {
      return choice;
    }
    NavigableMap<String, String> targets = targets(catalog);
    if (targets.isEmpty() || targets.size() > MAX_TARGETS) {
      return remark(
          choice,
          "was not asked among %d targets (expected: 1 to %d)"
              .formatted(targets.size(), MAX_TARGETS));
    }
    TargetModel.Question question = new TargetModel.Question(beginning(goal), targets);
    String key = Digests.sha256(model.name(), question.goal(), targets.toString());
    Optional<TargetModel.Picked> known = recall(key);
    if (known.isPresent()) {
      return follow(choice, known.get(), targets, "remembered");
    }
    if (!mayAsk()) {
      return remark(
          choice, "was not asked: its %d questions of this minute are used".formatted(perMinute));
    }
    return switch (model.pick(question)) {
      case TargetModel.Failed(String why) -> remark(choice, "did not decide: " + why);
      case TargetModel.Picked picked -> {
        remember(key, picked);
        yield follow(choice, picked, targets, inWords(picked.cost()));
      }
    };
  }

  private Choice follow(
      Choice choice, TargetModel.Picked picked, Map<String, String> targets, String how) {
    if (picked.target().isEmpty()) {
      return remark(choice, "finds that none fits (" + how + ")");
    }
    String name = picked.target().get();
    Optional<Target> target = Target.parse(name).filter(_ -> targets.containsKey(name));
    if (target.isEmpty()) {
      return remark(choice, "named no known target (" + how + ")");
    }
    return new Choice(
        RouteStage.MODEL,
        target.get(),
        Optional.empty(),
        choice.runnerUp().or(() -> Optional.of(choice.target())),
        choice.reason() + " The model %s picks %s (%s).".formatted(model.name(), name, how),
        choice.evidence());
  }

  private Choice remark(Choice choice, String what) {
    return choice.remarking(" The model %s %s.".formatted(model.name(), what));
  }

  private static String inWords(TargetModel.Cost cost) {
    return String.format(
        Locale.ROOT,
        "%d tokens in, %d out, cost %.6f",
        cost.inputTokens(),
        cost.outputTokens(),
        cost.micros() / 1e6);
  }

  private static NavigableMap<String, String> targets(Catalog catalog) {
    NavigableMap<String, String> targets = new TreeMap<>();
    for (String name : catalog.targets()) {
      Target.parse(name)
          .filter(target -> catalog.definition(target).isPresent())
          .ifPresent(target -> targets.put(name, catalog.description(target)));
    }
    return targets;
  }

  private static String beginning(String goal) {
    if (goal.length() <= MAX_GOAL_CHARS) {
      return goal;
    }
    boolean halves = Character.isHighSurrogate(goal.charAt(MAX_GOAL_CHARS - 1));
    return goal.substring(0, halves ? MAX_GOAL_CHARS - 1 : MAX_GOAL_CHARS);
  }

  private Optional<TargetModel.Picked> recall(String key) {
    synchronized (remembered) {
      return Optional.ofNullable(remembered.get(key));
    }
  }

  private void remember(String key, TargetModel.Picked picked) {
    synchronized (remembered) {
      remembered.put(key, picked);
    }
  }

  private synchronized boolean mayAsk() {
    long now = clock.instant().getEpochSecond() / SECONDS_PER_MINUTE;
    if (now != minute) {
      minute = now;
      asked = 0;
    }
    return ++asked <= perMinute;
  }
}
