package dev.baton.agent.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A question with the numbered passages that may answer it, in the one text form that prompts,
 * tools and the offline model share:
 *
 * <pre>
 * ## Question
 * What must be true before …?
 *
 * ## Sources
 * [1] docs/failure.md:12-14
 * A worker acknowledges …
 *
 * [2] docs/other.md:3-3
 * …
 * </pre>
 *
 * <p>A passage's own line that looks like a header of this form is indented by one space, so that a
 * document cannot pass as another source or as the question. Immutable and thread-safe.
 *
 * @param question what is asked; may be empty where a tool does not know it
 * @param passages the sources, by number
 */
public record Sources(String question, List<Source> passages) {

  private static final String QUESTION = "## Question";
  private static final String SOURCES = "## Sources";
  private static final Pattern HEADER =
      Pattern.compile("\\[(\\d{1,6})] (\\S.*):(\\d{1,9})-(\\d{1,9})");
  private static final Pattern RESERVED =
      Pattern.compile(" *(\\[\\d{1,6}] \\S.*:\\d{1,9}-\\d{1,9}|## Question|## Sources)\\s*");

  /**
   * Sorts the passages by number.
   *
   * @throws IllegalArgumentException if two passages have one number
   */
  public Sources {
    TreeMap<Integer, Source> sorted = new TreeMap<>();
    for (Source passage : passages) {
      if (sorted.put(passage.number(), passage) != null) {
        throw new IllegalArgumentException(
            "source: [%d] stands twice (expected: every number once)".formatted(passage.number()));
      }
    }
    passages = List.copyOf(sorted.values());
  }

  /** The text form. */
  public String format() {
    StringBuilder text = new StringBuilder();
    if (!question.isBlank()) {
      text.append(QUESTION).append('\n').append(escaped(question.strip())).append("\n\n");
    }
    text.append(SOURCES).append('\n');
    for (Source passage : passages) {
      text.append(
          "[%d] %s:%d-%d%n"
              .formatted(
                  passage.number(),
                  oneLine(passage.source()),
                  passage.lineStart(),
                  passage.lineEnd())
              .replace("\r", ""));
      text.append(escaped(passage.text().strip())).append("\n\n");
    }
    return text.toString().stripTrailing() + "\n";
  }

  /**
   * Reads the text form.
   *
   * @param text what {@link #format()} wrote, with or without a question; other text around it is
   *     passed over
   * @return the question and the sources; empty if the text has no section of sources. Of two
   *     sources with one number the first counts
   */
  public static Optional<Sources> parse(String text) {
    Parser parser = new Parser();
    text.lines().forEach(parser::line);
    return parser.sources();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.lines()
        .forEach(line ->
            escaped.append(RESERVED.matcher(line).matches() ? " " + line : line).append('\n'));
    return escaped.toString().stripTrailing();
  }

  private static String unescaped(String line) {
    return line.startsWith(" ") && RESERVED.matcher(line).matches() ? line.substring(1) : line;
  }

  private static String oneLine(String source) {
    return source.replaceAll("\\s+", " ").strip();
  }

  /** Reads line by line: where it stands, and what it has so far. */
  private static final class Parser {
    private enum Section {
      NONE,
      QUESTION,
      SOURCES
    }

    private final StringBuilder question = new StringBuilder();
    private final TreeMap<Integer, Source> passages = new TreeMap<>();
    private final StringBuilder body = new StringBuilder();
    private Section section = Section.NONE;
    private boolean seenSources;
    private Optional<Matcher> header = Optional.empty();

    void line(String line) {
      if (line.stripTrailing().equals(QUESTION)) {
        section = Section.QUESTION;
      } else if (line.stripTrailing().equals(SOURCES)) {
        section = Section.SOURCES;
        seenSources = true;
      } else if (section == Section.QUESTION) {
        question.append(unescaped(line)).append('\n');
      } else if (section == Section.SOURCES) {
        sourceLine(line);
      }
    }

    private void sourceLine(String line) {
      Matcher matcher = HEADER.matcher(line.stripTrailing());
      if (matcher.matches()) {
        finishPassage();
        header = Optional.of(matcher);
      } else {
        body.append(unescaped(line)).append('\n');
      }
    }

    private void finishPassage() {
      if (header.isPresent()) {
        Matcher found = header.get();
        int from = Math.max(1, Integer.parseInt(found.group(3)));
        Source passage =
            new Source(
                Math.max(1, Integer.parseInt(found.group(1))),
                found.group(2),
                from,
                Math.max(from, Integer.parseInt(found.group(4))),
                body.toString().strip());
        passages.putIfAbsent(passage.number(), passage);
      }
      header = Optional.empty();
      body.setLength(0);
    }

    Optional<Sources> sources() {
      finishPassage();
      return seenSources
          ? Optional.of(
              new Sources(question.toString().strip(), new ArrayList<>(passages.values())))
          : Optional.empty();
    }
  }
}
