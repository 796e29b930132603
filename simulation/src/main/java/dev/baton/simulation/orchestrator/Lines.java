package dev.baton.simulation.orchestrator;

import dev.baton.core.run.Applied;
import dev.baton.core.run.Fact;
import dev.baton.core.run.RunEvent;
import java.util.stream.Collectors;

/** Events and facts as lines for readers. */
final class Lines {
  private Lines() {}

  static String applied(int instance, Applied applied) {
    return "orchestrator %d applies %s to %s: %s"
        .formatted(
            instance,
            name(applied.entry().event()),
            applied.entry().runId().toString().substring(0, 8),
            applied.entry().facts().stream().map(Lines::name).collect(Collectors.joining(", ")));
  }

  private static String name(RunEvent event) {
    return switch (event) {
      case RunEvent.ResultReceived received ->
          "%s of attempt %d of task %s"
              .formatted(
                  received.result().body().getClass().getSimpleName(),
                  received.result().attempt(),
                  shortened(received.result().taskId().toString()));
      case RunEvent.TimerFired fired -> "timer " + shortened(fired.timer());
      case RunEvent.SignalReceived signal -> "signal " + signal.signal().kind();
      case RunEvent.Routed _,
          RunEvent.ChildAnswered _,
          RunEvent.BudgetDecided _,
          RunEvent.Continued _ ->
          event.getClass().getSimpleName();
    };
  }

  private static String name(Fact fact) {
    return fact.getClass().getSimpleName();
  }

  private static String shortened(String name) {
    return name.length() <= 13 ? name : name.substring(0, 13);
  }
}
