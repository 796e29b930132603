package dev.baton.cli.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.workflow.Workflow;
import dev.baton.core.workflow.WorkflowParser;
import java.awt.Rectangle;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class WorkflowDrawingTests {

  private static final Workflow WORKFLOW =
      WorkflowParser.parse(
          """
          name: drawn
          version: 3
          steps:
            end:
              agent: researcher
              forEach: {items: '["a", "b"]', concurrency: 2}
              join: {quorum: 1}
              writes: found
            other:
              agent: coder
              when: goal == "<&>"
            write:
              agent: writer
              needs: [end, other]
              reads: [found]
              writes: draft
              fallback: generalist
            review:
              agent: reviewer
              needs: [write]
              reads: [draft]
              repeat: {until: steps.review.fields.ok == true, max: 2, redo: [write, review]}
          answer: write
          """);

  @Test
  void drawsStepsAndWaysAsMermaid() {
    assertThat(MermaidDrawing.of(WORKFLOW))
        .isEqualTo(
            """
            flowchart TD
              s0["<b>end</b><br/>researcher<br/>for each item, 2 at once<br/>join quorum 1"]
              s1["<b>other</b><br/>coder<br/>when goal == #quot;#lt;#amp;#gt;#quot;"]
              s2(["<b>write</b><br/>writer<br/>else generalist"])
              s3["<b>review</b><br/>reviewer"]
              s0 --> s2
              s1 --> s2
              s2 --> s3
              s3 -.->|"again, at most 2"| s2
            """);
  }

  @Test
  void drawsBoxesAsSvgThatLieApartAndInside() throws Exception {
    Document svg = parsed(SvgDrawing.of(WORKFLOW));
    Element root = svg.getDocumentElement();
    Rectangle canvas = new Rectangle(number(root, "width"), number(root, "height"));
    List<Rectangle> boxes = boxes(svg);

    assertThat(boxes).hasSize(4).allSatisfy(box -> assertThat(canvas.contains(box)).isTrue());
    for (Rectangle one : boxes) {
      assertThat(boxes).filteredOn(other -> other.intersects(one)).containsExactly(one);
    }
    assertThat(root.getTextContent()).contains("drawn@3", "when goal == \"<&>\"");
    assertThat(root.getElementsByTagName("path").getLength()).isEqualTo(4 + 1);
  }

  private static Document parsed(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }

  private static List<Rectangle> boxes(Document svg) {
    NodeList found = svg.getElementsByTagName("rect");
    List<Rectangle> boxes = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      if (found.item(i) instanceof Element box && box.hasAttribute("rx")) {
        boxes.add(
            new Rectangle(
                number(box, "x"), number(box, "y"), number(box, "width"), number(box, "height")));
      }
    }
    return boxes;
  }

  private static int number(Element element, String attribute) {
    return Integer.parseInt(element.getAttribute(attribute));
  }
}
