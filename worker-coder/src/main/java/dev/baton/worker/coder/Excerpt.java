package dev.baton.worker.coder;

import dev.baton.agent.evidence.Place;
import dev.baton.schemas.Citation;
import dev.baton.search.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The part of a piece of code that is shown.
 *
 * @param passage where it is from
 * @param lines its first lines, at most {@value #MAX_LINES} of together {@value #MAX_CHARS}
 *     characters
 */
record Excerpt(Passage passage, List<String> lines) {

  static final int MAX_LINES = 40;

  /** Short enough that the quote can be looked up again. */
  static final int MAX_CHARS = 6_000;

  /** Endings whose language has another name. */
  private static final Map<String, String> LANGUAGES =
      Map.of(
          "py",
          "python",
          "js",
          "javascript",
          "ts",
          "typescript",
          "kt",
          "kotlin",
          "rs",
          "rust",
          "yml",
          "yaml",
          "md",
          "",
          "txt",
          "",
          "adoc",
          "",
          "rst",
          "");

  Excerpt {
    lines = List.copyOf(lines);
  }

  static Excerpt of(Passage passage) {
    List<String> lines = new ArrayList<>();
    int left = MAX_CHARS;
    for (String line : passage.text().lines().limit(MAX_LINES).toList()) {
      left -= line.length() + 1;
      if (left < 0 && !lines.isEmpty()) {
        break;
      }
      lines.add(line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS));
    }
    return new Excerpt(passage, lines);
  }

  Citation citation(int number) {
    return Citation.newBuilder()
        .setNumber(number)
        .setCorpus(passage.corpus())
        .setSource(passage.source())
        .setLineStart(passage.lineStart())
        .setLineEnd(lineEnd())
        .setQuote(String.join("\n", lines))
        .build();
  }

  String markdown(int number) {
    String code = String.join("\n", lines);
    Place place = new Place(passage.corpus(), passage.source(), passage.lineStart(), lineEnd());
    return "`%s` [%d]\n\n%s".formatted(place, number, Fence.around(code, language()));
  }

  private int lineEnd() {
    return Math.min(passage.lineEnd(), passage.lineStart() + lines.size() - 1);
  }

  private String language() {
    String source = passage.source();
    String ending = source.substring(source.lastIndexOf('.') + 1);
    return LANGUAGES.getOrDefault(ending, ending.matches("[a-z]{1,10}") ? ending : "");
  }
}
