package dev.baton.laws;

import dev.baton.core.run.RunLimits;
import dev.baton.core.workflow.Workflow;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the laws of a run cannot know from the run alone. It changes how much of the outside world's
 * faults a law allows for, never which laws hold.
 *
 * @param tenant whose run it is
 * @param approver the only one who may approve something
 * @param limits the installation's bounds; the run's own may be tighter
 * @param parser reads the definition of a workflow; asked often for the same ones
 * @param delay how long timers may be held up because nobody fires them
 * @param strays whether executions may spend what nobody has granted: those that go on after
 *     another one has said their attempt's last word, and those that never were. What they spent is
 *     then allowed beyond a bound, and nothing else is
 * @param lies names of executions that never were; no grant bounds what these say
 */
public record Circumstances(
    String tenant,
    String approver,
    RunLimits limits,
    Function<String, Workflow> parser,
    Duration delay,
    boolean strays,
    Predicate<String> lies) {

  /** Where every timer fires when it is due and whoever works keeps to the grants. */
  public static Circumstances calm(
      String tenant, String approver, RunLimits limits, Function<String, Workflow> parser) {
    return new Circumstances(tenant, approver, limits, parser, Duration.ZERO, false, _ -> false);
  }

  /** The same where timers may be late and executions may stray. */
  public Circumstances troubled(Duration timersDelay, Predicate<String> liars) {
    return new Circumstances(tenant, approver, limits, parser, timersDelay, true, liars);
  }
}
