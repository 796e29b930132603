package dev.baton.worker.reviewer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fenced code of a draft.
 *
 * @param number which of the draft's, from 1
 * @param language as the fence says, in lower case; empty where it says none
 * @param code what stands inside
 */
record CodeBlock(int number, String language, String code) {

  private static final Pattern FENCE = Pattern.compile("\\s*(`{3,}|~{3,})\\s*([\\w+#-]*).*");

  /** Where it is, for people. */
  String place() {
    return "%s block %d".formatted(language, number);
  }

  /** The fenced code of a draft, in order; a fence that is never closed reaches to the end. */
  static List<CodeBlock> in(String markdown) {
    List<CodeBlock> blocks = new ArrayList<>();
    StringBuilder code = new StringBuilder();
    String fence = "";
    String language = "";
    for (String line : markdown.lines().toList()) {
      if (!fence.isEmpty() && line.strip().startsWith(fence)) {
        blocks.add(new CodeBlock(blocks.size() + 1, language, code.toString()));
        code.setLength(0);
        fence = "";
      } else if (!fence.isEmpty()) {
        code.append(line).append('\n');
      } else {
        Matcher opens = FENCE.matcher(line);
        if (opens.matches()) {
          fence = opens.group(1);
          language = opens.group(2).toLowerCase(Locale.ROOT);
        }
      }
    }
    if (!fence.isEmpty()) {
      blocks.add(new CodeBlock(blocks.size() + 1, language, code.toString()));
    }
    return List.copyOf(blocks);
  }
}
