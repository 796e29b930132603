package dev.baton.cli.command;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Json;
import dev.baton.cli.output.Screen;
import dev.baton.cli.simulation.SimulationJson;
import dev.baton.simulation.Report;
import dev.baton.simulation.Seeds;
import dev.baton.simulation.Simulator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays runs in worlds where everything goes wrong. */
@Command(
    name = "simulate",
    description =
        "Play random runs in simulated worlds where processes die, messages are lost and models lie, and watch the guarantees. Needs no broker.",
    footer = "Exit code: 1 if an invariant broke; the shortest story found of it is printed.")
final class SimulateCommand implements Callable<Integer> {

  @Option(
      names = "--seeds",
      paramLabel = "COUNT",
      description = "Worlds to play (default: ${DEFAULT-VALUE}).")
  private long seeds = 10_000;

  @Option(names = "--seed", paramLabel = "SEED", description = "Play this world alone.")
  private Optional<Long> seed = Optional.empty();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Screen screen;

  SimulateCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    Report report = Simulator.run(range());
    screen.print(json ? List.of(Json.pretty(SimulationJson.of(report))) : report.lines());
    return report.holds() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private Seeds range() {
    try {
      return seed.isPresent() ? Seeds.only(seed.get()) : Seeds.of(seeds);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }
}
