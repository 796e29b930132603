package dev.baton.orchestrator.stream;

import dev.baton.core.run.RunMachine;
import dev.baton.orchestrator.codec.CodecPool;
import dev.baton.topics.TopicNames;
import java.time.Duration;

/**
 * What works on the runs; all of it is thread-safe.
 *
 * @param names the installation's topics
 * @param priorities whether tasks of HIGH and LOW have topics of their own
 * @param machine decides
 * @param codecs read and write values
 * @param bounds upper bounds
 * @param telemetry tells of what is done
 */
public record Engine(
    TopicNames names,
    boolean priorities,
    RunMachine machine,
    CodecPool codecs,
    Bounds bounds,
    RunTelemetry telemetry) {

  /** An engine that tells nobody of what it does. */
  public Engine(
      TopicNames names, boolean priorities, RunMachine machine, CodecPool codecs, Bounds bounds) {
    this(names, priorities, machine, codecs, bounds, RunTelemetry.NONE);
  }

  /**
   * Upper bounds.
   *
   * @param tick shortest time between two looks at the due timers
   * @param timersPerTick timers fired at one look
   * @param inputBytes largest value that is applied as it is
   * @param outputBytes largest value that is written
   */
  public record Bounds(Duration tick, int timersPerTick, int inputBytes, int outputBytes) {}
}
