package dev.baton.cli.command;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.routing.CountedModel;
import dev.baton.cli.routing.Decider;
import dev.baton.cli.routing.PickingModel;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.decision.Thresholds;
import dev.baton.serde.ContractClasses;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a router would decide. */
final class PolicyOptions {

  static {
    // Rules have examples, which become requests, and nothing else may have been read before.
    ContractClasses.trust();
  }

  @Option(
      names = "--with",
      paramLabel = "FILE",
      description = "Decide with this rule file (default: the bundled one).")
  private @Nullable Path rules;

  @Option(
      names = "--threshold",
      paramLabel = "SCOPE",
      description = "Least scope (default: ${DEFAULT-VALUE}).")
  private double threshold = 0.05;

  @Option(
      names = "--margin",
      paramLabel = "MARGIN",
      description = "Least margin (default: ${DEFAULT-VALUE}).")
  private double margin = 0.1;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "Ask this model before the fallback: ACCOUNT:MODEL or scripted:FILE (default: none).")
  private @Nullable String model;

  @Option(
      names = "--model-questions",
      paramLabel = "N",
      description = "How many questions it is asked at most (default: ${DEFAULT-VALUE}).")
  private int modelQuestions = 600;

  private @Nullable CountedModel counted;

  /** Refuses what no router would start with, before anything is opened. */
  void check() {
    thresholds();
    rules().ifPresent(Decider::check);
    if (modelQuestions < 1) {
      throw CommandFailure.usage(
          "--model-questions: %d (expected: >= 1)".formatted(modelQuestions));
    }
    if (model != null) {
      counted = PickingModel.counted(model, modelQuestions);
    }
  }

  /** After {@link #check}. */
  Decider decider(Catalog catalog) {
    Decider decider = new Decider(catalog, rules(), thresholds());
    return counted == null ? decider : decider.before(PickingModel.stage(counted));
  }

  /** The model that is asked, where there is one. */
  Optional<CountedModel> counted() {
    return Optional.ofNullable(counted);
  }

  private Optional<Path> rules() {
    return Optional.ofNullable(rules);
  }

  private Thresholds thresholds() {
    try {
      return new Thresholds(threshold, margin);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--" + e.getMessage());
    }
  }
}
