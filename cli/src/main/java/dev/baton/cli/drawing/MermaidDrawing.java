package dev.baton.cli.drawing;

import dev.baton.core.workflow.Workflow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Draws a workflow as a Mermaid flow chart, which many viewers of Markdown show as a picture. */
public final class MermaidDrawing {

  private MermaidDrawing() {}

  /** The text of the drawing; ends with a line break. */
  public static String of(Workflow workflow) {
    WorkflowGraph graph = WorkflowGraph.of(workflow);
    Map<String, String> ids = new HashMap<>();
    StringBuilder text = new StringBuilder("flowchart TD\n");
    List<WorkflowGraph.Node> nodes = graph.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      // Step names may be words that mean something to Mermaid.
      ids.put(nodes.get(i).name(), "s" + i);
      text.append("  s").append(i).append(node(nodes.get(i))).append('\n');
    }
    for (WorkflowGraph.Edge edge : graph.edges()) {
      text.append("  ").append(ids.get(edge.from())).append(edge.back() ? " -.->" : " -->");
      if (!edge.label().isEmpty()) {
        text.append('|').append(quoted(edge.label())).append('|');
      }
      text.append(' ').append(ids.get(edge.to())).append('\n');
    }
    return text.toString();
  }

  private static String node(WorkflowGraph.Node node) {
    String label =
        "<b>"
            + escaped(node.name())
            + "</b><br/>"
            + node.lines().stream()
                .map(MermaidDrawing::escaped)
                .collect(Collectors.joining("<br/>"));
    return node.isAnswer() ? "([\"" + label + "\"])" : "[\"" + label + "\"]";
  }

  private static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  private static String escaped(String text) {
    return text.replace("&", "#amp;")
        .replace("\"", "#quot;")
        .replace("<", "#lt;")
        .replace(">", "#gt;");
  }
}
