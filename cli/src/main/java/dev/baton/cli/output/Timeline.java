package dev.baton.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.baton.schemas.RunLogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The run log as people and programs read it: what happened, and what was decided about it. */
public final class Timeline {

  private Timeline() {}

  /**
   * The lines to print.
   *
   * @param everything whether to show also what only the machine needs, such as timers
   */
  public static List<String> lines(List<RunLogRecord> log, boolean everything) {
    List<String> lines = new ArrayList<>();
    for (RunLogRecord entry : log) {
      Duration since = Duration.between(log.getFirst().getAt(), entry.getAt());
      lines.add(
          "%4d  +%-9s %s"
              .formatted(entry.getSeq(), Shown.duration(since), EventText.of(entry.getEvent())));
      entry.getFacts().stream()
          .filter(fact -> everything || FactText.matters(fact))
          .forEach(fact -> lines.add("                 → " + FactText.of(fact)));
    }
    return lines;
  }

  /** The same as an array. */
  public static ArrayNode json(List<RunLogRecord> log) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (RunLogRecord entry : log) {
      ArrayNode decisions =
          json.addObject()
              .put("seq", entry.getSeq())
              .put("at", entry.getAt().toString())
              .put("machineVersion", entry.getMachineVersion())
              .put("event", EventText.of(entry.getEvent()))
              .putArray("decisions");
      entry.getFacts().forEach(fact -> decisions.add(FactText.of(fact)));
    }
    return json;
  }
}
