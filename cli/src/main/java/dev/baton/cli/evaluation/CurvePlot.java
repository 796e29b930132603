package dev.baton.cli.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws accuracy in scope against the share of foreign texts caught, as SVG. */
public final class CurvePlot {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;
  private static final int LEFT = 60;
  private static final int RIGHT = 20;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final int TICKS = 5;

  /** Lower accuracies would be a router that nobody uses. */
  private static final double LEAST_ACCURACY = 0.5;

  private CurvePlot() {}

  /** The drawing. */
  public static String svg(EvaluationReport report) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
            .formatted(WIDTH, HEIGHT));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    text(
        svg,
        WIDTH / 2.0,
        TOP / 2.0,
        "Every threshold: foreign texts caught, against accuracy in scope");
    for (int i = 0; i <= TICKS; i++) {
      double share = (double) i / TICKS;
      double accuracy = LEAST_ACCURACY + share * (1 - LEAST_ACCURACY);
      line(svg, x(share), y(LEAST_ACCURACY), x(share), y(1));
      line(svg, x(0), y(accuracy), x(1), y(accuracy));
      text(svg, x(share), HEIGHT - BOTTOM + 18.0, percent(share));
      text(svg, LEFT - 25.0, y(accuracy) + 4, percent(accuracy));
    }
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12.0, "foreign texts caught");
    svg.append(
        "<polyline fill=\"none\" stroke=\"#1f4e9e\" stroke-width=\"2\" points=\"%s\"/>%n"
            .formatted(points(report.curve())));
    EvaluationReport.Point chosen = report.atThreshold();
    double above = Math.max(LEAST_ACCURACY, chosen.accuracy());
    svg.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"#c0392b\"/>%n",
            x(chosen.recall()),
            y(above)));
    text(
        svg,
        x(chosen.recall()) - 60,
        y(above) + 22,
        String.format(Locale.ROOT, "threshold %.3f", chosen.threshold()));
    return svg.append("</svg>\n").toString();
  }

  private static String points(List<EvaluationReport.Point> curve) {
    return curve.stream()
        .filter(point -> point.accuracy() >= LEAST_ACCURACY)
        .map(point ->
            String.format(Locale.ROOT, "%.1f,%.1f", x(point.recall()), y(point.accuracy())))
        .collect(Collectors.joining(" "));
  }

  private static double x(double recall) {
    return LEFT + recall * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double accuracy) {
    double share = (accuracy - LEAST_ACCURACY) / (1 - LEAST_ACCURACY);
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  }

  private static String percent(double share) {
    return Math.round(share * 100) + " %";
  }

  private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
            x1,
            y1,
            x2,
            y2));
  }

  private static void text(StringBuilder svg, double x, double y, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>%n",
            x,
            y,
            text));
  }
}
