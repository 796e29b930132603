package dev.baton.cli.routing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cli.output.Shown;
import dev.baton.cli.output.TextTable;
import dev.baton.router.comparison.ComparedRequest;
import dev.baton.router.comparison.RouteComparison;
import dev.baton.router.comparison.Verdict;
import dev.baton.schemas.RouteStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison as people and programs read it. */
public final class ComparisonReport {

  private static final int GOAL_CHARS = 60;
  private static final int REASON_CHARS = 160;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final RouteComparison comparison;

  /** A report of a comparison. */
  public ComparisonReport(RouteComparison comparison) {
    this.comparison = comparison;
  }

  /** What stays, what changes, from where to where, and the changed requests. */
  public List<String> lines() {
    long changed = comparison.total() - comparison.same();
    List<String> lines = new ArrayList<>();
    lines.add("Compared   %d requests".formatted(comparison.total()));
    lines.add(
        String.format(
            Locale.ROOT,
            "Same       %d (%.2f %%), %d of them by another stage",
            comparison.same(),
            comparison.agreement() * 100,
            comparison.sameByOtherStage()));
    lines.add("Changed    " + changed);
    if (changed > 0) {
      lines.add("");
      lines.addAll(matrix());
      lines.add("");
      comparison.changed().forEach(request -> lines.addAll(request(request)));
      if (changed > comparison.changed().size()) {
        lines.add("… and %d more".formatted(changed - comparison.changed().size()));
      }
    }
    return lines;
  }

  private List<String> matrix() {
    TextTable table = new TextTable("from", "to", "requests");
    comparison
        .moves()
        .forEach((move, count) -> {
          if (move.isChange()) {
            table.row(move.from(), move.to(), Long.toString(count));
          }
        });
    return table.lines();
  }

  private static List<String> request(ComparedRequest request) {
    return List.of(
        request.runId() + "  " + Shown.line(request.goal(), GOAL_CHARS),
        "  before " + verdict(request.before()),
        "  after  " + verdict(request.after()));
  }

  private static String verdict(Verdict verdict) {
    return "%s (%s: %s)"
        .formatted(
            verdict.target(),
            verdict.stage().name().toLowerCase(Locale.ROOT),
            Shown.line(decisive(verdict), REASON_CHARS));
  }

  /** A model's word stands behind why nothing before it decided. */
  private static String decisive(Verdict verdict) {
    int last = verdict.reason().lastIndexOf(" The model ");
    return verdict.stage() == RouteStage.MODEL && last >= 0
        ? verdict.reason().substring(last + 1)
        : verdict.reason();
  }

  /** The same for programs. */
  public ObjectNode json() {
    ObjectNode document =
        JSON.objectNode()
            .put("compared", comparison.total())
            .put("same", comparison.same())
            .put("sameByOtherStage", comparison.sameByOtherStage())
            .put("changed", comparison.total() - comparison.same())
            .put("agreement", comparison.agreement());
    ArrayNode matrix = document.putArray("matrix");
    comparison
        .moves()
        .forEach((move, count) ->
            matrix
                .addObject()
                .put("from", move.from())
                .put("to", move.to())
                .put("requests", count));
    ArrayNode requests = document.putArray("requests");
    comparison.changed().forEach(request -> requests.add(json(request)));
    return document;
  }

  private static ObjectNode json(ComparedRequest request) {
    ObjectNode node = JSON.objectNode().put("runId", request.runId()).put("goal", request.goal());
    node.set("before", json(request.before()));
    node.set("after", json(request.after()));
    return node;
  }

  private static ObjectNode json(Verdict verdict) {
    return JSON.objectNode()
        .put("target", verdict.target())
        .put("stage", verdict.stage().name())
        .put("reason", verdict.reason());
  }
}
