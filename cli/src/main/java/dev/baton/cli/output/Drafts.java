package dev.baton.cli.output;

import dev.baton.schemas.PartialText;
import dev.baton.schemas.Progress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is being written, put together from pieces. A text that is begun anew takes the place of
 * what was written before at its place and after it; pieces that come late from a beginning that
 * was given up change nothing. Used by one thread.
 */
final class Drafts {

  /** The kind of progress that brings a piece of a text. */
  static final String KIND = "writing";

  /** Tasks whose texts are kept; the latest ones where there are more. */
  static final int MAX_TASKS = 8;

  /** Characters of a text that are kept: its end. */
  static final int MAX_CHARS = 8_000;

  private final Map<String, Draft> byTask = new LinkedHashMap<>();

  /** Takes a piece in; other progress is passed over. */
  void add(Progress progress) {
    PartialText partial = progress.getPartial();
    if (partial == null) {
      return;
    }
    Draft draft = byTask.computeIfAbsent(partial.getTaskId(), _ -> new Draft());
    draft.add(partial, progress.getText());
    if (byTask.size() > MAX_TASKS) {
      byTask.remove(byTask.keySet().iterator().next());
    }
  }

  /** The last lines of what was written last, with a heading; empty where nobody writes. */
  List<String> lines(int most, int width) {
    if (byTask.isEmpty()) {
      return List.of();
    }
    Draft latest = byTask.values().stream().toList().getLast();
    List<String> wrapped = wrapped(Shown.block(latest.text()), width);
    List<String> lines = new ArrayList<>();
    lines.add(Shown.line(latest.heading(), width));
    lines.addAll(wrapped.subList(Math.max(0, wrapped.size() - most), wrapped.size()));
    return lines;
  }

  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String line : text.replace('\t', ' ').split("\n", -1)) {
      int from = 0;
      while (line.length() - from > width) {
        int space = line.lastIndexOf(' ', from + width);
        int to = space > from ? space : from + width;
        lines.add(line.substring(from, to));
        from = space > from ? to + 1 : to;
      }
      lines.add(line.substring(from));
    }
    return lines;
  }

  /** The text of one task: a section for each of its calls to the model. */
  private static final class Draft {
    private final TreeMap<Integer, Section> sections = new TreeMap<>();
    private final Set<String> givenUp = new HashSet<>();
    private Beginning latest = new Beginning(0, "", 0);
    private boolean superseded;

    /** Who began a section; the latest one of a call counts. */
    private record Beginning(int attempt, String executionId, int number) {}

    private record Section(Beginning beginning, StringBuilder text) {}

    void add(PartialText where, String piece) {
      Beginning beginning =
          new Beginning(where.getAttempt(), where.getExecutionId(), where.getBeginning());
      Section section = sections.get(where.getCall());
      if (section == null || !section.beginning.equals(beginning)) {
        if (isGivenUp(section, beginning)) {
          return;
        }
        if (!latest.executionId.equals(beginning.executionId)) {
          givenUp.add(latest.executionId);
        }
        superseded |= section != null;
        sections.tailMap(where.getCall(), true).clear();
        section = new Section(beginning, new StringBuilder());
        sections.put(where.getCall(), section);
        latest = beginning;
      }
      append(section.text, where.getOffset(), piece);
    }

    private boolean isGivenUp(
        @org.jspecify.annotations.Nullable Section section, Beginning beginning) {
      if (beginning.attempt < latest.attempt || givenUp.contains(beginning.executionId)) {
        return true;
      }
      return section != null
          && section.beginning.executionId.equals(beginning.executionId)
          && beginning.number < section.beginning.number;
    }

    /** Progress is best effort: what is missing is shown as missing. */
    private static void append(StringBuilder text, long offset, String piece) {
      text.append(text.isEmpty() && offset > 0 ? "… " : "").append(piece);
      if (text.length() > MAX_CHARS) {
        text.delete(0, text.length() - MAX_CHARS);
      }
    }

    String heading() {
      return superseded
          ? "draft, begun anew; the answer may differ"
          : "draft; the answer may differ";
    }

    String text() {
      StringBuilder text = new StringBuilder();
      sections
          .values()
          .forEach(section ->
              text.append(text.isEmpty() ? "" : "\n\n").append(section.text.toString().strip()));
      return text.toString();
    }
  }
}
