package dev.baton.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The headings above the place that a parser has reached. */
final class Headings {

  private final TreeMap<Integer, String> titles = new TreeMap<>();
  private Optional<String> introduction = Optional.empty();

  void enter(int level, String title) {
    titles.tailMap(level, true).clear();
    titles.put(level, plain(title));
    introduction = Optional.empty();
  }

  /** Remembers what leads into a list: "The worker must:". Any other paragraph ends the list. */
  void introduce(String text, boolean listItem) {
    String plain = plain(text);
    if (plain.endsWith(":")) {
      introduction = Optional.of(plain);
    } else if (!listItem) {
      introduction = Optional.empty();
    }
  }

  List<String> above() {
    return List.copyOf(titles.values());
  }

  List<String> aboveListItem() {
    return with(introduction);
  }

  List<String> aboveTableRow(List<String> columns) {
    return with(Optional.of(plain(String.join(" | ", columns))));
  }

  private List<String> with(Optional<String> innermost) {
    List<String> all = new ArrayList<>();
    for (Map.Entry<Integer, String> title : titles.entrySet()) {
      all.add(title.getValue());
    }
    innermost.ifPresent(all::add);
    return all;
  }

  private static String plain(String text) {
    return InlineMarkup.strip(text, false).collapsed().text();
  }
}
