package dev.baton.cli.drawing;

import dev.baton.cli.output.Shown;
import dev.baton.core.workflow.JoinType;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a drawing of a workflow shows, without a place yet.
 *
 * @param title name and version
 * @param nodes one for each step, in the order of the definition
 * @param edges what leads where
 */
record WorkflowGraph(String title, List<Node> nodes, List<Edge> edges) {

  private static final int MAX_CONDITION = 40;

  /**
   * A step.
   *
   * @param name its name
   * @param lines who works on it and what is special about it
   * @param layer the longest way to it from a step that needs nothing
   * @param isAnswer whether its result is the answer
   */
  record Node(String name, List<String> lines, int layer, boolean isAnswer) {
    Node {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A way from one step to another.
   *
   * @param label what it says beside it; may be empty
   * @param back whether it leads back: steps are done again
   */
  record Edge(String from, String to, String label, boolean back) {}

  WorkflowGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  static WorkflowGraph of(Workflow workflow) {
    Map<String, Integer> layers = layers(workflow);
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (Step step : workflow.steps()) {
      nodes.add(
          new Node(
              step.name(),
              lines(step),
              layers.getOrDefault(step.name(), 0),
              step.name().equals(workflow.answer())));
      step.needs().forEach(need -> edges.add(new Edge(need, step.name(), "", false)));
      step.repeat()
          .ifPresent(repeat ->
              edges.add(
                  new Edge(
                      step.name(),
                      repeat.redo().getFirst(),
                      "again, at most " + repeat.max(),
                      true)));
    }
    return new WorkflowGraph(workflow.reference(), nodes, edges);
  }

  /** A checked workflow has no cycle, so this ends after as many passes as there are layers. */
  private static Map<String, Integer> layers(Workflow workflow) {
    Map<String, Integer> layers = new HashMap<>();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Step step : workflow.steps()) {
        int layer =
            step.needs().stream()
                .mapToInt(need -> layers.getOrDefault(need, 0) + 1)
                .max()
                .orElse(0);
        changed |= !Integer.valueOf(layer).equals(layers.put(step.name(), layer));
      }
    }
    return layers;
  }

  private static List<String> lines(Step step) {
    List<String> lines = new ArrayList<>();
    lines.add(step.agent());
    step.when().ifPresent(when -> lines.add("when " + Shown.line(when.source(), MAX_CONDITION)));
    step.forEach()
        .ifPresent(items -> lines.add("for each item, " + items.concurrency() + " at once"));
    if (step.join().type() != JoinType.ALL) {
      lines.add("join " + join(step));
    }
    step.fallback().ifPresent(fallback -> lines.add("else " + fallback));
    step.compensate().ifPresent(undo -> lines.add("taken back by " + undo.agent()));
    return lines;
  }

  private static String join(Step step) {
    String type = step.join().type().name().toLowerCase(Locale.ROOT);
    return step.join().type() == JoinType.QUORUM ? type + " " + step.join().quorum() : type;
  }
}
