package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.SignalKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page on the run machine shows what the machine does: diagram and table are made by applying
 * the transition table's events. -Dbaton.write.docs=true writes them anew.
 */
class RunDiagramTests {
  private static final Path PAGE = Path.of("../docs/run-machine.md");
  private static final Pattern MADE =
      Pattern.compile("(?s)(?<=<!-- made by RunDiagramTests -->\n).*(?=<!-- end -->)");

  @Test
  void thePageShowsTheTransitionsOfTheMachine() throws IOException {
    String page = Files.readString(PAGE);
    String made = diagram() + "\n" + table();
    if (Boolean.getBoolean("baton.write.docs")) {
      page = MADE.matcher(page).replaceFirst(_ -> made);
      Files.writeString(PAGE, page);
    }
    assertThat(page).contains(made);
  }

  private static final String COMPENSATED = "a: {agent: x, compensate: {agent: y}}\nz: {agent: x}";

  /**
   * Every event that counts, while another task is open, with the last one, and where a step can be
   * compensated.
   */
  private static String diagram() {
    Map<String, Set<String>> edges = new LinkedHashMap<>();
    afterCancel(
        run -> run.passes(RunLimits.DEFAULT.compensationTime()), "compensation timer", edges);
    afterCancel(
        run -> run.result(run.task("a/compensate", 0), Scenario.success("undone", "{}")),
        "compensated",
        edges);
    for (String steps : List.of("a: {agent: x}\nz: {agent: x}", "a: {agent: x}", COMPENSATED)) {
      for (String event : cells(0)) {
        for (Scenario run : runs(event, steps)) {
          String from = state(run);
          run.happens(TransitionTableTests.event(event));
          if (!run.lastFacts().stream().allMatch(RunDiagramTests::isSuperseded)) {
            edges
                .computeIfAbsent(from + " --> " + state(run), _ -> new LinkedHashSet<>())
                .add(event);
          }
        }
      }
    }
    return edges.entrySet().stream()
        .map(edge -> "  " + edge.getKey() + ": " + String.join(", ", edge.getValue()))
        .sorted()
        .collect(Collectors.joining("\n", "```mermaid\nstateDiagram-v2\n", "\n```\n"));
  }

  private static boolean isSuperseded(Fact fact) {
    return fact instanceof TaskFact.ResultSuperseded
        || fact instanceof RunFact.EventSuperseded
        || fact instanceof RunFact.SignalIgnored;
  }

  private static void afterCancel(
      UnaryOperator<Scenario> happens, String event, Map<String, Set<String>> edges) {
    Scenario run = Scenario.of(COMPENSATED).signal(SignalKind.CANCEL);
    String from = state(run);
    edges
        .computeIfAbsent(from + " --> " + state(happens.apply(run)), _ -> new LinkedHashSet<>())
        .add(event);
  }

  private static List<Scenario> runs(String event, String steps) {
    List<Scenario> known =
        List.of(
            Scenario.of(steps),
            Scenario.of(steps).signal(SignalKind.PAUSE),
            Scenario.of(steps).signal(SignalKind.CANCEL));
    return event.endsWith("routed")
        ? Stream.concat(Stream.of(Scenario.fresh()), known.stream()).toList()
        : known;
  }

  private static String state(Scenario run) {
    return run.store()
        .get(new RunKey.Header())
        .map(header ->
            switch (header.status()) {
              case RUNNING -> "Running";
              case PAUSED -> "Paused";
              case COMPENSATING -> "Compensating";
              case FINISHED -> "Finished";
            })
        .orElse("[*]");
  }

  private static List<String> cells(int column) {
    return TransitionTableTests.ROWS
        .lines()
        .skip(1)
        .map(row -> row.split("\\|", -1)[column].strip())
        .toList();
  }

  private static String table() {
    List<String> rows =
        TransitionTableTests.ROWS
            .lines()
            .map(row ->
                Stream.of(row.split("\\|", -1))
                    .map(String::strip)
                    .collect(Collectors.joining(" | ", "| ", " |\n")))
            .toList();
    return rows.getFirst()
        + rows.getFirst().replaceAll("[^|\n]+", "---")
        + String.join("", rows.subList(1, rows.size()));
  }
}
