package dev.baton.core.workflow;

import java.time.Duration;
import java.util.Optional;

/** Reads what takes a step's outside effect back. */
final class CompensateParser {
  static final String KEY = "compensate";

  private CompensateParser() {}

  static Optional<Compensation> compensation(String step, YamlMap map) {
    return map.map(KEY, "step '" + step + "' compensate").flatMap(CompensateParser::compensation);
  }

  private static Optional<Compensation> compensation(YamlMap keys) {
    keys.allowOnly(Keys.COMPENSATE);
    Optional<String> skill = keys.text("skill");
    Optional<String> objective = keys.text("objective");
    Optional<Duration> timeout = keys.duration("timeout");
    return keys.requiredName("agent", Names.ROLE)
        .map(agent -> new Compensation(agent, skill, objective, timeout));
  }
}
