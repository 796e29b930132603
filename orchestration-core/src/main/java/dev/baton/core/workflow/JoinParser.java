package dev.baton.core.workflow;

import java.time.Duration;
import java.util.Optional;

/** Reads when a step ends: a word, or a map of type, quorum and deadline. */
final class JoinParser {
  static final String KEY = "join";

  private JoinParser() {}

  static Join join(String step, YamlMap map) {
    if (!map.has(KEY)) {
      return Join.ALL;
    }
    if (!map.isMap(KEY)) {
      JoinType type = map.choice(KEY, JoinType.class).orElse(JoinType.ALL);
      check(map, KEY, new Join(type, 1, Optional.empty()), Optional.empty());
      return new Join(type, 1, Optional.empty());
    }
    YamlMap keys = map.map(KEY, "step '" + step + "' join").orElseThrow();
    keys.allowOnly(Keys.JOIN);
    Optional<Long> quorum = keys.number("quorum", 1, FanOut.MAX_CONCURRENCY);
    Optional<Duration> deadline = keys.duration("deadline");
    JoinType usual = keys.has("quorum") ? JoinType.QUORUM : JoinType.ALL;
    JoinType type = keys.choice("type", JoinType.class).orElse(usual);
    Join join = new Join(type, quorum.orElse(1L).intValue(), deadline);
    check(keys, keys.has("type") ? "type" : "quorum", join, quorum);
    if (join.quorum() > 1 && !map.has("forEach")) {
      keys.report("quorum", "asks for more than the step's one result (expected: forEach)");
    }
    return join;
  }

  private static void check(YamlMap keys, String key, Join join, Optional<Long> quorum) {
    if (join.type() == JoinType.QUORUM && !keys.has("quorum")) {
      keys.report(key, "has no number (expected: quorum: 2, for example)");
    }
    if (join.type() != JoinType.QUORUM && quorum.isPresent()) {
      keys.report("quorum", "stands beside another type (expected: type: quorum)");
    }
    if (join.type() == JoinType.DEADLINE && !keys.has("deadline")) {
      keys.report(key, "can never end early (expected: deadline: 5m, for example)");
    }
  }
}
