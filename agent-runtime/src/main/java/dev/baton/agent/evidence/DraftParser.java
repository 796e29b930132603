package dev.baton.agent.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a draft in Markdown as blocks of sentences, so that each sentence can be held against its
 * sources. What it does not know is a paragraph: nothing that is said escapes. Stateless.
 */
public final class DraftParser {

  private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");
  private static final Pattern BOLD_LINE = Pattern.compile("\\*\\*([^*]+)\\*\\*:?");
  private static final Pattern ITEM = Pattern.compile("(?:[-*+]|\\d{1,3}[.)])\\s+(.*)");
  private static final Pattern FENCE = Pattern.compile("(`{3,}|~{3,}).*");
  private static final Pattern RULE = Pattern.compile("[-*_=]{3,}");

  private final List<DraftBlock> blocks = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder code = new StringBuilder();
  private boolean inItem;
  private String fence = "";

  private DraftParser() {}

  /** The blocks of a draft, in order. */
  public static List<DraftBlock> parse(String markdown) {
    DraftParser parser = new DraftParser();
    markdown.lines().forEach(parser::line);
    parser.finishCode();
    parser.finishText();
    return List.copyOf(parser.blocks);
  }

  private void line(String raw) {
    String line = raw.strip();
    if (!fence.isEmpty()) {
      codeLine(raw, line);
      return;
    }
    Matcher fenced = FENCE.matcher(line);
    Matcher heading = HEADING.matcher(line);
    Matcher bold = BOLD_LINE.matcher(line);
    Matcher item = ITEM.matcher(line);
    if (fenced.matches()) {
      finishText();
      fence = fenced.group(1);
    } else if (line.isEmpty() || RULE.matcher(line).matches()) {
      finishText();
    } else if (heading.matches()) {
      finishText();
      blocks.add(new DraftBlock.Heading(heading.group(1)));
    } else if (bold.matches()) {
      finishText();
      blocks.add(new DraftBlock.Heading(bold.group(1)));
    } else if (item.matches()) {
      finishText();
      inItem = true;
      text.append(item.group(1));
    } else {
      text.append(text.isEmpty() ? "" : " ").append(line);
    }
  }

  private void codeLine(String raw, String line) {
    if (line.startsWith(fence)) {
      finishCode();
    } else {
      code.append(raw).append('\n');
    }
  }

  private void finishCode() {
    fence = "";
    if (!code.toString().isBlank()) {
      blocks.add(new DraftBlock.Code(new DraftSentence(code.toString().strip(), List.of())));
    }
    code.setLength(0);
  }

  private void finishText() {
    List<DraftSentence> sentences = DraftSentences.split(text.toString());
    if (!sentences.isEmpty()) {
      blocks.add(inItem ? new DraftBlock.ListItem(sentences) : new DraftBlock.Paragraph(sentences));
    }
    text.setLength(0);
    inItem = false;
  }
}
