package dev.baton.router.decision;

import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.Target;
import dev.baton.routing.classifier.Prediction;
import dev.baton.routing.classifier.Score;
import dev.baton.schemas.RouteStage;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Decides by the goal's words where no rule does. A goal whose parts ask for several specialists
 * goes to the workflow that has them all; one that looks foreign, or that two targets claim, is
 * left to the fallback, or to a model before it where there is one. Thread-safe.
 */
public final class ClassifierStage {

  /** A part of a goal counts only where its target is more probable than all others together. */
  private static final double LEAST_PART_PROBABILITY = 0.5;

  private final Classifier classifier;
  private final Thresholds thresholds;
  private final Optional<ModelStage> model;

  /** A stage with a classifier. */
  public ClassifierStage(Classifier classifier, Thresholds thresholds) {
    this(classifier, thresholds, Optional.empty());
  }

  private ClassifierStage(
      Classifier classifier, Thresholds thresholds, Optional<ModelStage> model) {
    this.classifier = classifier;
    this.thresholds = thresholds;
    this.model = model;
  }

  /** The same with a model that is asked before the fallback takes a request. */
  public ClassifierStage before(ModelStage next) {
    return new ClassifierStage(classifier, thresholds, Optional.of(next));
  }

  /** A stage that leaves everything to the fallback. */
  public static ClassifierStage off() {
    return new ClassifierStage(Classifier.silent("is switched off"), new Thresholds(0, 0));
  }

  /** What decisions depend on, besides what the classifier has learned. */
  String version() {
    return thresholds + model.map(stage -> "; " + stage.version()).orElse("");
  }

  /** Makes ready for goals that will be chosen for next. */
  void foresee(List<String> goals) {
    classifier.foresee(goals);
  }

  /** Where the goal goes, the fallback included. */
  Choice choose(String goal, Catalog catalog, Target fallback) {
    Choice choice = byWords(goal, catalog, fallback);
    return model.map(stage -> stage.reconsider(choice, goal, catalog)).orElse(choice);
  }

  private Choice byWords(String goal, Catalog catalog, Target fallback) {
    return switch (classifier.read(goal)) {
      case Classifier.Silent(String why) ->
          new Choice(
              RouteStage.FALLBACK,
              fallback,
              Optional.empty(),
              Optional.empty(),
              "No rule takes the request, and the classifier " + why + ".",
              Optional.empty());
      case Classifier.Read read -> decide(read, catalog, fallback);
    };
  }

  private Choice decide(Classifier.Read read, Catalog catalog, Target fallback) {
    Prediction whole = read.whole();
    List<Score> scores = whole.scores();
    Optional<Target> best = published(scores.getFirst().label(), catalog);
    Optional<Target> next = published(scores.get(1).label(), catalog);
    List<String> intents = intents(read.parts(), catalog, fallback);
    Choice.Evidence evidence = new Choice.Evidence(read, thresholds, intents);
    if (intents.size() > 1) {
      return severalIntents(evidence, catalog, fallback);
    }
    Optional<String> doubt = doubt(whole, best.isPresent(), catalog);
    if (doubt.isPresent()) {
      return new Choice(
          RouteStage.FALLBACK,
          fallback,
          Optional.empty(),
          best.filter(target -> !target.equals(fallback)).or(() -> next),
          "No rule takes the request, and %s (%s).".formatted(doubt.get(), evidence.inWords()),
          Optional.of(evidence));
    }
    return new Choice(
        RouteStage.CLASSIFIER,
        best.orElseThrow(),
        Optional.empty(),
        next.or(() -> Optional.of(fallback)),
        "It reads like the examples of %s (%s).".formatted(best.orElseThrow(), evidence.inWords()),
        Optional.of(evidence));
  }

  /** Why the best target is not taken. */
  private Optional<String> doubt(Prediction whole, boolean isRoutable, Catalog catalog) {
    String best = whole.best().label();
    if (whole.scope() < thresholds.scope()) {
      return Optional.of("it reads like none of the examples");
    }
    if (whole.margin() < thresholds.margin()) {
      return Optional.of("%s and %s claim it alike".formatted(best, whole.scores().get(1).label()));
    }
    return isRoutable
        ? Optional.empty()
        : Optional.of(
            "%s, whose examples it reads like, %s"
                .formatted(best, Target.parse(best).map(catalog::whyNot).orElse("is no target")));
  }

  private Choice severalIntents(Choice.Evidence evidence, Catalog catalog, Target fallback) {
    String seen = String.join(" and ", evidence.intents());
    List<Target> targets =
        evidence.intents().stream().flatMap(text -> Target.parse(text).stream()).toList();
    return catalog
        .workflowOfAll(targets)
        .map(workflow ->
            new Choice(
                RouteStage.CLASSIFIER,
                workflow,
                Optional.empty(),
                Optional.of(fallback),
                "Its parts ask for %s; %s has them all (%s)."
                    .formatted(seen, workflow, evidence.inWords()),
                Optional.of(evidence)))
        .orElseGet(() ->
            new Choice(
                RouteStage.FALLBACK,
                fallback,
                Optional.empty(),
                Optional.empty(),
                "Its parts ask for %s, and no workflow has them all (%s)."
                    .formatted(seen, evidence.inWords()),
                Optional.of(evidence)));
  }

  private List<String> intents(List<Prediction> parts, Catalog catalog, Target fallback) {
    TreeSet<String> intents = new TreeSet<>();
    for (Prediction part : parts) {
      // The fallback takes what is said beside the matter, "keep it short": it is no specialist.
      if (!part.best().label().equals(fallback.toString())
          && part.scope() >= thresholds.scope()
          && part.best().probability() > LEAST_PART_PROBABILITY
          && published(part.best().label(), catalog).isPresent()) {
        intents.add(part.best().label());
      }
    }
    return intents.size() > 1 ? List.copyOf(intents) : List.of();
  }

  private static Optional<Target> published(String label, Catalog catalog) {
    return Target.parse(label).filter(target -> catalog.definition(target).isPresent());
  }
}
