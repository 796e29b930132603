package dev.baton.cli.drawing;

import dev.baton.core.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Draws a workflow as SVG: a row for each layer, the ways between them as curves. */
public final class SvgDrawing {

  private static final int CHARACTER = 8;
  private static final int LINE = 18;
  private static final int PADDING = 12;
  private static final int GAP = 48;
  private static final int MARGIN = 24;
  private static final int BACK = 60;

  private final WorkflowGraph graph;
  private final Map<String, Box> boxes = new HashMap<>();
  private int width;
  private int height;

  private record Box(WorkflowGraph.Node node, int x, int y, int width, int height) {
    int middle() {
      return x + width / 2;
    }

    int bottom() {
      return y + height;
    }
  }

  private SvgDrawing(WorkflowGraph graph) {
    this.graph = graph;
  }

  /** The drawing as one document; ends with a line break. */
  public static String of(Workflow workflow) {
    SvgDrawing drawing = new SvgDrawing(WorkflowGraph.of(workflow));
    drawing.place();
    return drawing.text();
  }

  private void place() {
    Map<Integer, List<WorkflowGraph.Node>> layers = new TreeMap<>();
    graph
        .nodes()
        .forEach(node -> layers.computeIfAbsent(node.layer(), _ -> new ArrayList<>()).add(node));
    int widest = layers.values().stream().mapToInt(SvgDrawing::width).max().orElse(0) + 2 * MARGIN;
    int y = MARGIN + LINE + PADDING;
    for (List<WorkflowGraph.Node> layer : layers.values()) {
      int x = (widest - width(layer)) / 2;
      int tallest = 0;
      for (WorkflowGraph.Node node : layer) {
        Box box = new Box(node, x, y, width(node), height(node));
        boxes.put(node.name(), box);
        x += box.width() + GAP;
        tallest = Math.max(tallest, box.height());
      }
      y += tallest + GAP;
    }
    boolean back = graph.edges().stream().anyMatch(WorkflowGraph.Edge::back);
    width = widest + (back ? BACK + MARGIN + labelWidth() : 0);
    height = y - GAP + MARGIN;
  }

  private int labelWidth() {
    return graph.edges().stream().mapToInt(edge -> edge.label().length()).max().orElse(0)
        * CHARACTER;
  }

  private static int width(List<WorkflowGraph.Node> layer) {
    return layer.stream().mapToInt(SvgDrawing::width).sum() + GAP * (layer.size() - 1);
  }

  private static int width(WorkflowGraph.Node node) {
    int longest =
        Math.max(
            node.name().length(), node.lines().stream().mapToInt(String::length).max().orElse(0));
    return longest * CHARACTER + 2 * PADDING;
  }

  private static int height(WorkflowGraph.Node node) {
    return (node.lines().size() + 1) * LINE + 2 * PADDING;
  }

  private String text() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
        <defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#555"/></marker></defs>
        <rect width="100%%" height="100%%" fill="#fff"/>
        """
            .formatted(width, height, width, height));
    line(svg, MARGIN, MARGIN + LINE / 2, graph.title(), true);
    graph.edges().forEach(edge -> edge(svg, edge));
    boxes.values().stream()
        .sorted((a, b) -> a.node().name().compareTo(b.node().name()))
        .forEach(box -> box(svg, box));
    return svg.append("</svg>\n").toString();
  }

  private static void box(StringBuilder svg, Box box) {
    svg.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"%s\" stroke=\"#555\"/>\n"
            .formatted(
                box.x(),
                box.y(),
                box.width(),
                box.height(),
                box.node().isAnswer() ? "#e3f1e3" : "#eef2f8"));
    int y = box.y() + PADDING + LINE * 3 / 4;
    line(svg, box.x() + PADDING, y, box.node().name(), true);
    for (String text : box.node().lines()) {
      y += LINE;
      line(svg, box.x() + PADDING, y, text, false);
    }
  }

  private void edge(StringBuilder svg, WorkflowGraph.Edge edge) {
    Box from = boxes.get(edge.from());
    Box to = boxes.get(edge.to());
    if (from == null || to == null) {
      throw new IllegalStateException("no place for " + edge);
    }
    if (edge.back()) {
      back(svg, from, to, edge.label());
    } else {
      int half = (to.y() - from.bottom()) / 2;
      path(
          svg,
          "M%d %dC%d %d %d %d %d %d"
              .formatted(
                  from.middle(),
                  from.bottom(),
                  from.middle(),
                  from.bottom() + half,
                  to.middle(),
                  to.y() - half,
                  to.middle(),
                  to.y()),
          false);
    }
  }

  /** Around the right side of everything, so that it crosses nothing. */
  private void back(StringBuilder svg, Box from, Box to, String label) {
    int x = width - MARGIN - labelWidth() - BACK / 2;
    int start = from.y() + from.height() / 2;
    int end = to.y() + to.height() / 2;
    path(
        svg,
        "M%d %dC%d %d %d %d %d %d"
            .formatted(from.x() + from.width(), start, x, start, x, end, to.x() + to.width(), end),
        true);
    line(svg, x - BACK / 4, (start + end) / 2, label, false);
  }

  private static void path(StringBuilder svg, String way, boolean dashed) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"%s\" fill=\"none\" stroke=\"#555\"%s marker-end=\"url(#arrow)\"/>%n",
            way,
            dashed ? " stroke-dasharray=\"5 4\"" : ""));
  }

  private static void line(StringBuilder svg, int x, int y, String text, boolean bold) {
    svg.append(
        "<text x=\"%d\" y=\"%d\"%s>%s</text>\n"
            .formatted(x, y, bold ? " font-weight=\"bold\"" : "", escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
