package dev.baton.cli.evaluation;

import com.sun.management.OperatingSystemMXBean;
import dev.baton.routing.classifier.IntentModel;
import dev.baton.routing.classifier.IntentTrainer;
import dev.baton.routing.classifier.LabelledText;
import dev.baton.routing.classifier.LessonPlan;
import dev.baton.routing.classifier.Prediction;
import dev.baton.vectors.SentenceEmbedder;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Learns from the first part of a data set, chooses on the second, measures on the third: each text
 * to be measured is looked at once, after everything has been chosen.
 */
public final class Evaluation {

  /** What the suggested threshold may cost, in points of accuracy on the validation part. */
  public static final double MAX_COST = 0.03;

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int GRID = 200;
  private static final int CONFUSIONS = 10;

  private final SentenceEmbedder embedder;
  private final DataSet data;

  /** An evaluation of one data set. */
  public Evaluation(SentenceEmbedder embedder, DataSet data) {
    this.embedder = embedder;
    this.data = data;
  }

  /** A text's true label and what was predicted. */
  private record Judged(String label, Prediction prediction) {

    boolean isRight() {
      return prediction.best().label().equals(label);
    }
  }

  /** What was predicted for one part of the data. */
  private record Judgements(List<Judged> inScope, List<Prediction> outOfScope) {

    EvaluationReport.Point at(double threshold) {
      long right =
          inScope.stream()
              .filter(one -> one.isRight() && one.prediction().scope() >= threshold)
              .count();
      long caught = outOfScope.stream().filter(one -> one.scope() < threshold).count();
      return new EvaluationReport.Point(
          threshold, share(right, inScope.size()), share(caught, outOfScope.size()));
    }
  }

  /**
   * Trains and measures.
   *
   * @param threshold the threshold to measure with; negative for the suggested one
   */
  public EvaluationReport run(double threshold) {
    long start = System.nanoTime();
    long processor = SYSTEM.getProcessCpuTime();
    IntentModel model =
        new IntentTrainer(embedder)
            .train(
                new LessonPlan(
                    data.train().inScope(),
                    LabelWords.of(data.train().inScope()),
                    data.validation().inScope()));
    long trained = System.nanoTime();
    Judgements validation = judge(model, data.validation());
    Judgements test = judge(model, data.test());
    Optional<Double> suggested =
        validation.inScope().isEmpty() ? Optional.empty() : Optional.of(suggest(validation));
    double chosen = threshold < 0 ? suggested.orElse(IntentModel.DEFAULT_THRESHOLD) : threshold;
    List<EvaluationReport.Point> curve = new ArrayList<>();
    for (int i = 0; i <= GRID; i++) {
      // Squared, for what matters happens near 0.
      double share = (double) i / GRID;
      curve.add(test.at(share * share));
    }
    return new EvaluationReport(
        sizes(),
        model.digest(),
        test.at(0).accuracy(),
        calibrationError(test),
        test.at(chosen),
        suggested.map(one -> new EvaluationReport.Suggestion(one, validation.at(one))),
        curve,
        confusions(test),
        left(test, chosen),
        new EvaluationReport.Timing(
            Duration.ofNanos(trained - start),
            Duration.ofNanos(System.nanoTime() - trained),
            Duration.ofNanos(SYSTEM.getProcessCpuTime() - processor)));
  }

  private List<EvaluationReport.Left> left(Judgements test, double threshold) {
    List<EvaluationReport.Left> left = new ArrayList<>();
    for (int i = 0; i < test.inScope().size(); i++) {
      if (test.inScope().get(i).prediction().scope() < threshold) {
        LabelledText text = data.test().inScope().get(i);
        left.add(new EvaluationReport.Left(text.text(), Optional.of(text.label())));
      }
    }
    for (int i = 0; i < test.outOfScope().size(); i++) {
      if (test.outOfScope().get(i).scope() < threshold) {
        left.add(new EvaluationReport.Left(data.test().outOfScope().get(i), Optional.empty()));
      }
    }
    return left;
  }

  /** The largest threshold that costs at most so many points; needs no foreign texts at all. */
  private static double suggest(Judgements validation) {
    double least = validation.at(0).accuracy() - MAX_COST;
    double best = 0;
    for (int i = 1; i <= GRID; i++) {
      double candidate = (double) i / GRID;
      if (validation.at(candidate).accuracy() >= least) {
        best = candidate;
      }
    }
    return best;
  }

  private static Judgements judge(IntentModel model, DataSet.Part part) {
    List<Prediction> inScope =
        model.predict(part.inScope().stream().map(LabelledText::text).toList());
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < inScope.size(); i++) {
      judged.add(new Judged(part.inScope().get(i).label(), inScope.get(i)));
    }
    return new Judgements(judged, model.predict(part.outOfScope()));
  }

  private static double calibrationError(Judgements test) {
    Calibration calibration = new Calibration();
    test.inScope()
        .forEach(one -> calibration.add(one.prediction().best().probability(), one.isRight()));
    return calibration.error();
  }

  private static List<EvaluationReport.Confusion> confusions(Judgements test) {
    record Pair(String label, String taken) {}
    Map<Pair, Long> counts =
        test.inScope().stream()
            .filter(one -> !one.isRight())
            .collect(
                Collectors.groupingBy(
                    one -> new Pair(one.label(), one.prediction().best().label()),
                    () ->
                        new TreeMap<>(Comparator.comparing(Pair::label).thenComparing(Pair::taken)),
                    Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<Pair, Long>comparingByValue().reversed())
        .limit(CONFUSIONS)
        .map(pair ->
            new EvaluationReport.Confusion(
                pair.getKey().label(), pair.getKey().taken(), pair.getValue()))
        .toList();
  }

  private EvaluationReport.Sizes sizes() {
    return new EvaluationReport.Sizes(
        (int) data.train().inScope().stream().map(LabelledText::label).distinct().count(),
        data.train().inScope().size(),
        data.validation().inScope().size(),
        data.test().inScope().size(),
        data.test().outOfScope().size());
  }

  private static double share(long count, int of) {
    return of == 0 ? 0 : (double) count / of;
  }
}
