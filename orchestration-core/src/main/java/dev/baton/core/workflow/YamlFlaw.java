package dev.baton.core.workflow;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/**
 * Why a text is not YAML, in one line: the library's own messages have several, with a pointer
 * under the text.
 *
 * @param at where in the text; its start where that is not told
 */
record YamlFlaw(Position at, String message) {
  private static final String VERSION = "%YAML";

  static YamlFlaw of(YamlEngineException e, String text) {
    return switch (e) {
      case MarkedYamlEngineException marked -> of(marked);
      case YamlVersionException version -> of(version.getSpecVersion(), text);
      default -> new YamlFlaw(Position.START, "is not YAML: " + line(e.getMessage()));
    };
  }

  private static YamlFlaw of(MarkedYamlEngineException e) {
    Position at = e.getProblemMark().or(e::getContextMark).map(Position::of).orElse(Position.START);
    String context =
        Optional.ofNullable(e.getContext()).filter(c -> !c.isBlank()).map(c -> c + ": ").orElse("");
    return new YamlFlaw(at, "is not YAML: " + line(context + e.getProblem()));
  }

  private static YamlFlaw of(SpecVersion version, String text) {
    List<String> lines = text.lines().toList();
    int line = 0;
    while (line < lines.size() && !lines.get(line).startsWith(VERSION)) {
      line++;
    }
    return new YamlFlaw(
        line < lines.size() ? new Position(line + 1, 1) : Position.START,
        "is YAML of version %d.%d (expected: 1.2)"
            .formatted(version.getMajor(), version.getMinor()));
  }

  private static String line(@Nullable String text) {
    return String.valueOf(text).replaceAll("\\s+", " ").strip();
  }
}
