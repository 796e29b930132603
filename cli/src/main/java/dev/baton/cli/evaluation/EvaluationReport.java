package dev.baton.cli.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cli.output.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an evaluation found.
 *
 * @param sizes of the data set
 * @param model digest of what was learned
 * @param accuracy share of the test's texts in scope that got their label, without a threshold
 * @param calibrationError expected calibration error of the same, over 15 bins
 * @param atThreshold the same with the threshold
 * @param suggestion the threshold that the validation part suggests, where there is one
 * @param curve what each threshold would have given on the test
 * @param confusions which labels are taken for which, the most frequent first
 * @param left the texts that the threshold leaves to the fallback, those in scope first
 * @param timing how long it took
 */
public record EvaluationReport(
    Sizes sizes,
    String model,
    double accuracy,
    double calibrationError,
    Point atThreshold,
    Optional<Suggestion> suggestion,
    List<Point> curve,
    List<Confusion> confusions,
    List<Left> left,
    Timing timing) {

  /** Copies the lists. */
  public EvaluationReport {
    curve = List.copyOf(curve);
    confusions = List.copyOf(confusions);
    left = List.copyOf(left);
  }

  /** How much there was of what. */
  public record Sizes(int labels, int train, int validation, int test, int outOfScope) {}

  /**
   * What one threshold gives.
   *
   * @param threshold texts of a lower scope are taken for foreign
   * @param accuracy share of the texts in scope that are taken and get their label
   * @param recall share of the foreign texts that are taken for foreign
   */
  public record Point(double threshold, double accuracy, double recall) {}

  /** A threshold and what it gave on the validation part. */
  public record Suggestion(double threshold, Point onValidation) {}

  /** How often one label was taken for another. */
  public record Confusion(String label, String taken, long times) {}

  /** A text that goes to the fallback, with its label where it has one. */
  public record Left(String text, Optional<String> label) {}

  /** How long learning and predicting took, and how much of the processors' time both together. */
  public record Timing(Duration training, Duration predicting, Duration processor) {}

  /** The report for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Data      %d labels, %d texts to learn, %d to validate, %d to test, %d foreign"
            .formatted(
                sizes.labels(),
                sizes.train(),
                sizes.validation(),
                sizes.test(),
                sizes.outOfScope()));
    lines.add("Model     " + model);
    lines.add(
        "Time      %.1f s to learn, %.1f s to predict; %.1f s of processor time"
            .formatted(
                timing.training().toMillis() / 1e3,
                timing.predicting().toMillis() / 1e3,
                timing.processor().toMillis() / 1e3));
    lines.add("");
    lines.addAll(figures());
    lines.add("");
    lines.add(
        suggestion
            .map(EvaluationReport::advice)
            .orElse("No validation part to choose a threshold on: the default is used."));
    if (!confusions.isEmpty()) {
      TextTable table = new TextTable("label", "taken for", "times");
      confusions.forEach(one -> table.row(one.label(), one.taken(), Long.toString(one.times())));
      lines.add("");
      lines.addAll(table.lines());
    }
    return lines;
  }

  private static String advice(Suggestion suggestion) {
    return String.format(
        Locale.ROOT,
        "Suggested threshold  %.3f (the largest that costs at most %.0f points of accuracy on the validation part)",
        suggestion.threshold(),
        Evaluation.MAX_COST * 100);
  }

  private List<String> figures() {
    TextTable table = new TextTable("", "accuracy in scope", "foreign texts caught");
    table.row("without a threshold", percent(accuracy), "-");
    table.row(
        String.format(Locale.ROOT, "with threshold %.3f", atThreshold.threshold()),
        percent(atThreshold.accuracy()),
        sizes.outOfScope() == 0 ? "-" : percent(atThreshold.recall()));
    List<String> lines = new ArrayList<>(table.lines());
    lines.add(String.format(Locale.ROOT, "expected calibration error  %.4f", calibrationError));
    return lines;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", share * 100);
  }

  /** The report for programs. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("data")
        .put("labels", sizes.labels())
        .put("train", sizes.train())
        .put("validation", sizes.validation())
        .put("test", sizes.test())
        .put("outOfScope", sizes.outOfScope());
    json.put("model", model)
        .put("accuracy", accuracy)
        .put("calibrationError", calibrationError)
        .put("suggestedThreshold", suggestion.map(Suggestion::threshold).orElse(null));
    json.set("atThreshold", point(atThreshold));
    ArrayNode pairs = json.putArray("confusions");
    confusions.forEach(one ->
        pairs
            .addObject()
            .put("label", one.label())
            .put("taken", one.taken())
            .put("times", one.times()));
    ArrayNode points = json.putArray("curve");
    curve.forEach(one -> points.add(point(one)));
    json.put("trainingMillis", timing.training().toMillis());
    json.put("predictingMillis", timing.predicting().toMillis());
    return json;
  }

  private static ObjectNode point(Point point) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("threshold", point.threshold())
        .put("accuracy", point.accuracy())
        .put("outOfScopeRecall", point.recall());
  }
}
