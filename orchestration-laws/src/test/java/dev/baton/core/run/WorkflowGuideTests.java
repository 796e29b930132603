package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/workflows.md, and the planner in a skeleton, are what they say. */
class WorkflowGuideTests {
  private static final Path GUIDE = Path.of("../docs/workflows.md");
  private static final Path PLANNER = Path.of("../cli/src/main/resources/patterns/planner.yaml");
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final int SEEDS = 50;

  @Test
  void everyExampleKeepsTheLawsWhateverHappens() throws IOException {
    List<String> examples = examples();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
    RunMachine machine = new RunMachine(Simulation.limits());
    for (String yaml : examples) {
      for (int seed = 0; seed < SEEDS; seed++) {
        Simulation played =
            new Simulation(seed, seed, Simulation.Profile.CHAOS, machine).play(yaml);
        assertThat(played.answer().workflow()).as("seed %d of%n%s", seed, yaml).isNotEmpty();
      }
    }
  }

  private static List<String> examples() throws IOException {
    List<String> examples = new ArrayList<>();
    EXAMPLE
        .matcher(Files.readString(GUIDE))
        .results()
        .map((MatchResult example) -> example.group(1))
        .forEach(examples::add);
    examples.add(Files.readString(PLANNER));
    return examples;
  }
}
