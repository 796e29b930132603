package dev.baton.search;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;

/**
 * Reads the text of a page. Runs nothing and fetches nothing; an element that a reader does not see
 * says nothing.
 */
final class HtmlReader implements NodeFilter {

  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "div",
          "section",
          "article",
          "main",
          "aside",
          "header",
          "blockquote",
          "figure",
          "figcaption",
          "address",
          "details",
          "summary",
          "ul",
          "ol",
          "dl",
          "body",
          "table",
          "tbody",
          "thead",
          "tfoot",
          "caption",
          "td",
          "th",
          "tr",
          "hr",
          "center",
          "fieldset");

  private final HtmlText text = new HtmlText();
  private final Headings headings = new Headings();
  private final List<String> cells = new ArrayList<>();
  private List<String> columns = List.of();
  private int row;
  private int line = 1;

  private HtmlReader() {}

  /** The page as one part. */
  static DocumentPart read(String path, byte[] bytes) throws IOException {
    Parser parser = Parser.htmlParser().setTrackPosition(true);
    Document page = Jsoup.parse(new ByteArrayInputStream(bytes), null, "", parser);
    HtmlReader reader = new HtmlReader();
    if (!page.title().isBlank()) {
      reader.headings.enter(0, page.title());
    }
    reader.traverse(page.body());
    return reader.text.part(path);
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode words) {
      take(words);
      return FilterResult.CONTINUE;
    }
    if (!(node instanceof Element element)) {
      return FilterResult.CONTINUE;
    }
    if (element.sourceRange().isTracked()) {
      line = Math.max(line, element.sourceRange().start().lineNumber());
    }
    if (HtmlRules.isDropped(element)) {
      return FilterResult.SKIP_ENTIRELY;
    }
    if (row > 0) {
      headInRow(element);
    } else {
      head(element);
    }
    return FilterResult.CONTINUE;
  }

  private void head(Element element) {
    String name = element.normalName();
    if (name.equals("table")) {
      columns = List.of();
    }
    if (HtmlRules.headingLevel(element) > 0) {
      begin(PassageKind.PROSE, List.of());
    } else if (name.equals("tr") && isData(element)) {
      row = 1;
      cells.clear();
      List<String> above =
          columns.isEmpty() ? headings.aboveListItem() : headings.aboveTableRow(columns);
      begin(PassageKind.TABLE_ROW, above);
    } else if (name.equals("pre")) {
      begin(PassageKind.CODE, headings.aboveListItem());
    } else if (name.equals("li") || name.equals("dd")) {
      begin(PassageKind.PROSE, headings.aboveListItem());
    } else if (name.equals("br")) {
      text.space(line);
    } else if (name.equals("dt") || BLOCKS.contains(name)) {
      begin(PassageKind.PROSE, inList(element) ? headings.aboveListItem() : headings.above());
    }
  }

  private void headInRow(Element element) {
    row++;
    String name = element.normalName();
    if (name.equals("td") || name.equals("th")) {
      text.add("| ", line);
    } else if (name.equals("br") || BLOCKS.contains(name)) {
      text.space(line);
    }
  }

  private static boolean isData(Element row) {
    Element table = row.closest("table");
    return table != null && !HtmlRules.isLayout(table);
  }

  private static boolean inList(Element element) {
    return element.closest("li, dd") != null;
  }

  private void begin(PassageKind kind, List<String> above) {
    text.begin(kind, above);
    // Blocks that share a line must not run into each other.
    text.space(line);
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element && !HtmlRules.isDropped(element)) {
      if (row > 0) {
        tailInRow(element);
      } else {
        tail(element);
      }
    }
    return FilterResult.CONTINUE;
  }

  private void tail(Element element) {
    String name = element.normalName();
    int level = HtmlRules.headingLevel(element);
    if (level > 0) {
      headings.enter(level, text.openText());
      text.drop();
    } else if (name.equals("pre")) {
      text.end();
    } else if (name.equals("dt")) {
      headings.introduce(text.openText() + ":", false);
      text.end();
    } else if (name.equals("li") || name.equals("dd")) {
      headings.introduce(text.openText(), true);
      text.end();
    } else if (name.equals("p") && !inList(element)) {
      headings.introduce(text.openText(), false);
      text.end();
    } else if (BLOCKS.contains(name)) {
      text.end();
    }
  }

  private void tailInRow(Element element) {
    row--;
    String name = element.normalName();
    if (name.equals("td") || name.equals("th")) {
      cells.add(element.text());
      text.space(line);
    }
    if (row == 0) {
      endRow(element);
    }
  }

  private void endRow(Element tr) {
    text.add("|", line);
    boolean titles = columns.isEmpty() && !cells.isEmpty() && tr.select("> td").isEmpty();
    if (titles) {
      columns = List.copyOf(cells);
      text.drop();
    } else {
      text.end();
    }
  }

  private void take(TextNode words) {
    String said = words.getWholeText().replace("\r", "");
    if (words.sourceRange().isTracked()) {
      line = Math.max(line, words.sourceRange().start().lineNumber());
    }
    text.add(row > 0 ? said.replace("|", "\\|") : said, line);
    line += (int) said.chars().filter(c -> c == '\n').count();
  }
}
