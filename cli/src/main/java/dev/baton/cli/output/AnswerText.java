package dev.baton.cli.output;

import dev.baton.schemas.Answer;
import dev.baton.schemas.AnswerStatus;
import dev.baton.schemas.Citation;
import dev.baton.schemas.Content;
import dev.baton.schemas.Missing;
import dev.baton.schemas.Route;
import dev.baton.schemas.RouteKind;
import dev.baton.schemas.StepReport;
import dev.baton.schemas.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** An answer as a person reads it: text, sources, what is missing, how it came about. */
public final class AnswerText {

  /** Said under every answer that no model had a part in. */
  public static final String EXTRACTIVE = "Offline answer: extracted sentences, no model was used.";

  private static final int MAX_LINE = 200;

  private AnswerText() {}

  /** The lines to print. */
  public static List<String> lines(Answer answer) {
    List<String> lines = new ArrayList<>();
    addContent(answer, lines);
    addSources(answer, lines);
    if (AnswerFields.isExtractive(answer)) {
      lines.addAll(List.of("", EXTRACTIVE));
    }
    addStatus(answer, lines);
    addMissing(answer, lines);
    addCompensated(answer, lines);
    addSavings(answer, lines);
    addProvenance(answer, lines);
    return lines;
  }

  /** Where a citation points: {@code failure-contract.md:12-14}. */
  public static String place(Citation citation) {
    String lines =
        citation.getLineStart() == citation.getLineEnd()
            ? Integer.toString(citation.getLineStart())
            : citation.getLineStart() + "-" + citation.getLineEnd();
    return Shown.line(citation.getSource(), MAX_LINE) + ":" + lines;
  }

  /** How a route reads: {@code workflow answer (rule questions: …)}. */
  public static String route(Route route) {
    String target =
        route.getKind() == RouteKind.NONE
            ? "none"
            : route.getKind().name().toLowerCase(Locale.ROOT) + " " + route.getTarget();
    String by = route.getRule() == null ? route.getStage().name() : "rule " + route.getRule();
    return target
        + " ("
        + by.toLowerCase(Locale.ROOT)
        + ": "
        + Shown.line(route.getReason(), MAX_LINE)
        + ")";
  }

  private static void addContent(Answer answer, List<String> lines) {
    Content content = answer.getContent();
    if (content == null) {
      return;
    }
    if (content.getText() != null) {
      Shown.block(content.getText()).lines().forEach(lines::add);
    } else if (content.getReference() != null) {
      lines.add(
          "The answer is large: "
              + content.getReference().getBytes()
              + " bytes at "
              + Shown.line(content.getReference().getUri(), MAX_LINE));
    }
  }

  private static void addSources(Answer answer, List<String> lines) {
    if (answer.getCitations().isEmpty()) {
      return;
    }
    lines.addAll(List.of("", "Sources"));
    for (Citation citation : answer.getCitations()) {
      lines.add("[" + citation.getNumber() + "] " + place(citation));
    }
  }

  private static void addStatus(Answer answer, List<String> lines) {
    if (answer.getStatus() == AnswerStatus.COMPLETE) {
      return;
    }
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add(
        "This run is "
            + answer.getStatus().name().toLowerCase(Locale.ROOT)
            + (answer.getReason().isBlank()
                ? "."
                : ": " + Shown.line(answer.getReason(), MAX_LINE)));
  }

  private static void addSavings(Answer answer, List<String> lines) {
    if (!answer.getSavings().isEmpty()) {
      lines.addAll(List.of("", "Saved because the budget neared its end"));
      answer.getSavings().forEach(saving -> lines.add("- " + Shown.line(saving, MAX_LINE)));
    }
  }

  private static void addMissing(Answer answer, List<String> lines) {
    if (answer.getMissing().isEmpty()) {
      return;
    }
    lines.add("Missing");
    for (Missing missing : answer.getMissing()) {
      String item =
          missing.getItem() == null ? "" : " \"" + Shown.line(missing.getItem(), MAX_LINE) + "\"";
      lines.add(
          "- "
              + missing.getStep()
              + item
              + ": "
              + missing.getReason().name().toLowerCase(Locale.ROOT)
              + ", "
              + Shown.line(missing.getDetail(), MAX_LINE));
    }
  }

  private static void addCompensated(Answer answer, List<String> lines) {
    List<String> compensated =
        answer.getSteps().stream()
            .filter(step -> step.getCompensation() != null)
            .map(
                step -> "- " + step.getStep() + ": " + Shown.line(step.getCompensation(), MAX_LINE))
            .toList();
    if (!compensated.isEmpty()) {
      lines.add("Compensated");
      lines.addAll(compensated);
    }
  }

  private static void addProvenance(Answer answer, List<String> lines) {
    Duration took = Duration.between(answer.getStartedAt(), answer.getFinishedAt());
    lines.addAll(
        List.of(
            "",
            "Run    " + answer.getRunId() + " (" + Shown.duration(took) + ")",
            "Route  " + route(answer.getRoute())));
    if (answer.getSteps().isEmpty()) {
      return;
    }
    addCost(answer, lines);
    TextTable table = new TextTable("step", "agent", "status", "attempts", "time", "tokens");
    for (StepReport step : answer.getSteps()) {
      table.row(
          step.getStep(),
          step.getRole(),
          step.getStatus().toLowerCase(Locale.ROOT),
          Integer.toString(step.getAttempts()),
          Shown.duration(Duration.ofMillis(step.getDurationMillis())),
          Long.toString(tokens(step.getUsage())));
    }
    lines.add("");
    lines.addAll(table.lines());
  }

  /** Only where money was spent: an offline run says nothing of it. */
  private static void addCost(Answer answer, List<String> lines) {
    long micros = 0;
    TreeSet<String> models = new TreeSet<>();
    for (StepReport step : answer.getSteps()) {
      micros += step.getUsage().getCostMicros();
      models.addAll(step.getUsage().getModels());
    }
    if (micros > 0) {
      lines.add(
          "Cost   %s (%s)"
              .formatted(BigDecimal.valueOf(micros, 6).toPlainString(), String.join(", ", models)));
    }
  }

  private static long tokens(Usage usage) {
    return usage.getInputTokens() + usage.getOutputTokens();
  }
}
