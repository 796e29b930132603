package dev.baton.cli.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.simulation.Report;
import dev.baton.simulation.Story;
import dev.baton.simulation.chance.Fault;
import dev.baton.simulation.scene.Tally.Count;

/** A simulation's report for programs. */
public final class SimulationJson {

  private SimulationJson() {}

  /** The whole report. */
  public static ObjectNode of(Report report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("holds", report.holds())
        .put("firstSeed", report.seeds().first())
        .put("elapsedMillis", report.elapsed().toMillis())
        .put("seedsPerSecond", Math.round(report.perSecond()));
    ObjectNode tried = json.putObject("tried");
    for (Count count : Count.values()) {
      tried.put(Report.name(count), report.tally().of(count));
    }
    ObjectNode faults = json.putObject("faults");
    for (Fault fault : Fault.values()) {
      faults.put(Report.name(fault), report.tally().of(fault));
    }
    report.story().ifPresent(story -> json.set("broken", of(story)));
    return json;
  }

  private static ObjectNode of(Story story) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("seed", story.seed())
        .put("invariant", story.law())
        .put("faultsBefore", story.faultsBefore());
    ArrayNode faults = json.putArray("faults");
    story.faults().forEach(fault -> faults.add(fault.toString()));
    ArrayNode events = json.putArray("events");
    story.events().forEach(events::add);
    return json;
  }
}
