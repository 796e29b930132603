package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.wire.WireKeys;
import dev.baton.core.wire.WireState;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a run that has just started weighs in the state store and its changelog. */
class StateBytesTests {
  private static final int MOST = 4 * 1024;

  @Test
  void aRunOfThreeOpenTasksIsSmall() {
    Scenario run =
        Scenario.of(
            """
            a: {agent: researcher, objective: Find evidence, writes: found}
            b: {agent: coder, objective: Write the code, writes: code}
            c: {agent: reviewer, objective: Find fault, writes: faults}
            d: {agent: writer, needs: [a, b, c], reads: [found, code, faults]}
            """);
    assertThat(run.tasks()).hasSize(3);
    Map<String, Integer> bytes = new TreeMap<>();
    run.store()
        .view()
        .forEach((key, record) ->
            bytes.merge(
                key.getClass().getSimpleName(),
                WireKeys.toBytes(run.run(), key).length + WireState.toBytes(record).length,
                Integer::sum));
    assertThat(bytes.values().stream().mapToInt(Integer::intValue).sum())
        .as("bytes by kind of record: %s", bytes)
        .isLessThanOrEqualTo(MOST);
  }
}
