package dev.baton.core.workflow;

import java.time.Duration;
import java.util.Optional;

/** Reads when a step ends: a word, or a map of type, quorum and deadline. */
final class JoinParser {
  private static final String KEY = "join";

  private JoinParser() {}

  static Join join(String step, YamlMap map) {
    if (!map.has(KEY)) {
      return Join.ALL;
    }
    if (!map.isMap(KEY)) {
      JoinType type = map.choice(KEY, JoinType.class).orElseThrow();
      return new Reading(map, KEY, map.has("forEach"))
          .check(new Join(type, 1, Optional.empty()), Optional.empty());
    }
    YamlMap keys = map.map(KEY, "step '" + step + "' join").orElseThrow();
    keys.allowOnly("type", "quorum", "deadline");
    Optional<Long> quorum = keys.number("quorum", 1, FanOut.MAX_CONCURRENCY);
    Optional<Duration> deadline = keys.duration("deadline");
    JoinType usual = quorum.isPresent() ? JoinType.QUORUM : JoinType.ALL;
    JoinType type = keys.choice("type", JoinType.class).orElse(usual);
    String key = keys.has("type") ? "type" : "quorum";
    return new Reading(keys, key, map.has("forEach"))
        .check(new Join(type, quorum.orElse(1L).intValue(), deadline), quorum);
  }

  private record Reading(YamlMap keys, String key, boolean fansOut) {
    private Join check(Join join, Optional<Long> quorum) {
      if (join.type() == JoinType.QUORUM && quorum.isEmpty()) {
        throw keys.complaint(key, "has no number (expected: quorum: 2, for example)");
      }
      if (join.type() != JoinType.QUORUM && quorum.isPresent()) {
        throw keys.complaint("quorum", "stands beside another type (expected: type: quorum)");
      }
      if (join.quorum() > 1 && !fansOut) {
        throw keys.complaint(
            "quorum", "asks for more than the step's one result (expected: forEach)");
      }
      if (join.type() == JoinType.DEADLINE && join.deadline().isEmpty()) {
        throw keys.complaint(key, "can never end early (expected: deadline: 5m, for example)");
      }
      return join;
    }
  }
}
