package dev.baton.core.run;

import dev.baton.core.message.Answer;
import dev.baton.laws.RandomWorkflow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Law 1b: where joins end early, the answer is a function of the results that were accepted before
 * each join closed and of why it closed.
 *
 * @param violation two orders with the same decisions and different answers
 * @param compared orders that met another order with the same decisions
 * @param outcomes different sets of decisions
 */
record JoinLaw(Optional<String> violation, int compared, int outcomes) {
  private static final int ORDERS = 4;

  static JoinLaw play(long seed, Supplier<Guards> guards) {
    String yaml = RandomWorkflow.of(seed, RandomWorkflow.Shape.EARLY).yaml();
    World world = World.of(yaml);
    Plans plans = new Plans();
    Map<Set<List<Object>>, Simulation> known = new HashMap<>();
    int compared = 0;
    for (int order = 0; order < ORDERS; order++) {
      RunMachine machine = new RunMachine(Simulation.limits(), guards.get(), plans);
      Simulation played = new Simulation(seed, order, Simulation.Profile.CALM, machine).play(world);
      Simulation other = known.putIfAbsent(decisions(played.log()), played);
      if (other != null) {
        compared += events(other).equals(events(played)) ? 0 : 1;
        if (!canonical(other).equals(canonical(played))) {
          return new JoinLaw(
              Optional.of(
                  "order %d%n%s%n%s%n%s"
                      .formatted(order, canonical(other), canonical(played), yaml)),
              compared,
              known.size());
        }
      }
    }
    return new JoinLaw(Optional.empty(), compared, known.size());
  }

  private static Answer.Canonical canonical(Simulation played) {
    return played.answer().canonical();
  }

  private static List<Object> events(Simulation played) {
    return played.log().stream()
        .map(RunLogEntry::event)
        .map(event ->
            event instanceof RunEvent.ResultReceived received
                ? (Object) received.result().executionId()
                : event.getClass())
        .toList();
  }

  /** What was accepted and given up, and which steps began and why they closed. */
  static Set<List<Object>> decisions(List<RunLogEntry> log) {
    Set<List<Object>> decisions = new HashSet<>();
    for (RunLogEntry entry : log) {
      for (Fact fact : entry.facts()) {
        switch (fact) {
          case TaskFact.TaskSucceeded f -> decisions.add(List.of(f.taskId(), f.output()));
          case TaskFact.TaskGivenUp f -> decisions.add(List.of(f.taskId(), f.failure()));
          case StepFact.StepStarted f -> decisions.add(List.of(f.step(), f.round(), f.items()));
          case StepFact.StepCompleted f -> decisions.add(List.of(f.step(), f.round(), f.cause()));
          default -> {}
        }
      }
    }
    return decisions;
  }
}
