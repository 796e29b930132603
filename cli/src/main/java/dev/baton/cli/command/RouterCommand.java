package dev.baton.cli.command;

import dev.baton.cli.evaluation.CurvePlot;
import dev.baton.cli.evaluation.DataSet;
import dev.baton.cli.evaluation.DataSetFile;
import dev.baton.cli.evaluation.Evaluation;
import dev.baton.cli.evaluation.EvaluationReport;
import dev.baton.cli.evaluation.ModelEvaluation;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Json;
import dev.baton.cli.output.Screen;
import dev.baton.cli.routing.PickingModel;
import dev.baton.router.decision.TargetModel;
import dev.baton.vectors.BgeSmallEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about the router itself. */
@Command(
    name = "router",
    description = "Measure the router and try another one.",
    synopsisSubcommandLabel = "COMMAND")
final class RouterCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw CommandFailure.usage("router: no sub-command (expected: eval, replay, shadow or bench)");
  }

  /** Measures the classifier on a data set. */
  @Command(
      name = "eval",
      description =
          "Teach the classifier the first part of a data set, choose a threshold on the second, measure on the third. Needs no installation.",
      footer =
          "DATA is JSON in CLINC150's form, or CSV, TSV, JSON Lines or a JSON list with text, label and maybe split (train, val, test), or a folder with a file for each part.")
  static final class Eval implements Callable<Integer> {

    @Parameters(
        paramLabel = "DATA",
        description =
            "A .json, .csv, .tsv or .jsonl file, or a folder with a train, val and test file.")
    private Path data = Path.of("");

    @Option(
        names = "--examples",
        paramLabel = "N",
        description =
            "Learn from N examples of each label only, drawn by --seed, and calibrate on them.")
    private int examples;

    @Option(
        names = "--seed",
        paramLabel = "SEED",
        description =
            "Which examples are drawn; 0 takes the first ones in the order of the file (default: ${DEFAULT-VALUE}).")
    private int seed = 1;

    @Option(
        names = "--threshold",
        paramLabel = "SCOPE",
        description = "Measure with this threshold (default: the suggested one).")
    private double threshold = Double.NaN;

    @Option(
        names = "--out-of-scope",
        paramLabel = "LABEL",
        description = "Label of texts that belong to none (default: ${DEFAULT-VALUE}).")
    private String outOfScope = "oos";

    @Option(
        names = "--plot",
        paramLabel = "FILE",
        description = "Draw what every threshold would give, as SVG.")
    private @Nullable Path plot;

    @Option(
        names = "--model",
        paramLabel = "MODEL",
        description =
            "Ask this model about test texts that go to the fallback: ACCOUNT:MODEL or scripted:FILE.")
    private @Nullable String model;

    @Option(
        names = "--model-texts",
        paramLabel = "N",
        description = "How many of them at most (default: ${DEFAULT-VALUE}).")
    private int modelTexts = 100;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    private final Screen screen;

    Eval(Screen screen) {
      this.screen = screen;
    }

    @Override
    public Integer call() {
      boolean given = !Double.isNaN(threshold);
      if (given && !(threshold >= 0 && threshold <= 1)) {
        throw CommandFailure.usage("--threshold: %s (expected: 0 to 1)".formatted(threshold));
      }
      if (examples < 0) {
        throw CommandFailure.usage("--examples: %d (expected: >= 1)".formatted(examples));
      }
      if (modelTexts < 1) {
        throw CommandFailure.usage("--model-texts: %d (expected: >= 1)".formatted(modelTexts));
      }
      Optional<TargetModel> asked = Optional.ofNullable(model).map(PickingModel::open);
      DataSet read = DataSetFile.read(data, outOfScope);
      DataSet used = examples == 0 ? read : read.withExamples(examples, seed);
      screen.note("learning, then predicting; each text takes some milliseconds");
      try (BgeSmallEmbedder embedder = new BgeSmallEmbedder()) {
        EvaluationReport report = new Evaluation(embedder, used).run(given ? threshold : -1);
        if (plot != null) {
          draw(report, plot);
        }
        screen.print(json ? List.of(Json.pretty(report.json())) : report.lines());
        asked.ifPresent(one ->
            screen.print(
                new ModelEvaluation(one, used.train().inScope()).ask(report.left(), modelTexts)));
      }
      return ExitCodes.OK;
    }

    private void draw(EvaluationReport report, Path file) {
      try {
        Files.writeString(file, CurvePlot.svg(report));
      } catch (IOException e) {
        throw CommandFailure.failed(
            "--plot: %s: cannot be written (expected: a file in an existing folder)"
                .formatted(file),
            e);
      }
      screen.note("drawn: " + file);
    }
  }
}
