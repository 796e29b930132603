package dev.baton.agent.app;

import dev.baton.agent.model.ModelResilience;
import dev.baton.agent.slot.AdaptiveFetchLimits;
import dev.baton.agent.slot.SlotLimits;
import dev.baton.agent.slot.SlotWorkerLimits;
import dev.baton.agent.tool.ToolLimits;
import dev.baton.schemas.Priority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How one worker works: {@code baton.worker.*}. Every bound has a default; times take a unit.
 *
 * @param role whose tasks it takes
 * @param slots tasks worked on side by side, 1 to 256
 * @param pod the pod's name; the host's name and a random part where it is not given
 * @param card file of the agent card; {@code agents/ROLE.yaml} on the class path where it is not
 *     given
 * @param drainGrace how long work may go on at shutdown
 * @param startedAfter work that takes longer is announced as started
 * @param controlMemory how long a cancellation is remembered
 * @param controlRuns how many runs' cancellations are remembered
 * @param fetch how tasks are taken
 * @param tool bounds on each call of a tool
 * @param model bounds on the calls to each model
 */
@ConfigurationProperties("baton.worker")
public record WorkerProperties(
    String role,
    @DefaultValue("4") int slots,
    @DefaultValue("") String pod,
    @DefaultValue("") String card,
    @DefaultValue("25s") Duration drainGrace,
    @DefaultValue("10s") Duration startedAfter,
    @DefaultValue("1h") Duration controlMemory,
    @DefaultValue("10000") int controlRuns,
    @DefaultValue Fetch fetch,
    @DefaultValue Tools tool,
    @DefaultValue Models model) {

  /**
   * How tasks are taken.
   *
   * @param batches whether short tasks are taken many a poll
   * @param batchRecords records of one poll in batch mode, 1 to 1000
   * @param shortTask tasks whose moving average is below are short
   * @param longTask a task of a batch that runs for so long ends batches
   * @param maxWait how long a broker may hold a fetch open
   */
  public record Fetch(
      @DefaultValue("true") boolean batches,
      @DefaultValue("64") int batchRecords,
      @DefaultValue("50ms") Duration shortTask,
      @DefaultValue("250ms") Duration longTask,
      @DefaultValue("2s") Duration maxWait) {
    /** Checks the bounds. */
    public Fetch {
      inRange("baton.worker.fetch.batch-records", batchRecords, 1000);
      positive("baton.worker.fetch.short-task", shortTask);
      positive("baton.worker.fetch.long-task", longTask);
      positive("baton.worker.fetch.max-wait", maxWait);
    }
  }

  /**
   * Bounds on each call of a tool.
   *
   * @param timeout how long it may take
   * @param maxOutputChars how long its output may be
   * @param maxArgumentChars how long its arguments may be
   */
  public record Tools(
      @DefaultValue("60s") Duration timeout,
      @DefaultValue("131072") int maxOutputChars,
      @DefaultValue("65536") int maxArgumentChars) {
    /** Checks the bounds. */
    public Tools {
      positive("baton.worker.tool.timeout", timeout);
      inRange("baton.worker.tool.max-output-chars", maxOutputChars, 400_000);
      inRange("baton.worker.tool.max-argument-chars", maxArgumentChars, 400_000);
    }
  }

  /**
   * Bounds on the calls to each model.
   *
   * @param maxCallTime how long one call may take
   * @param maxConcurrentCalls calls side by side
   * @param maxWait how long a call waits for its turn
   * @param failureRatePercent share of failing calls that opens the circuit
   * @param window calls over which the share is counted
   * @param openFor how long the circuit stays open before a trial
   */
  public record Models(
      @DefaultValue("5m") Duration maxCallTime,
      @DefaultValue("16") int maxConcurrentCalls,
      @DefaultValue("10s") Duration maxWait,
      @DefaultValue("50") int failureRatePercent,
      @DefaultValue("20") int window,
      @DefaultValue("15s") Duration openFor) {
    /** Checks the bounds. */
    public Models {
      positive("baton.worker.model.max-call-time", maxCallTime);
      positive("baton.worker.model.max-wait", maxWait);
      positive("baton.worker.model.open-for", openFor);
      inRange("baton.worker.model.max-concurrent-calls", maxConcurrentCalls, 10_000);
      inRange("baton.worker.model.failure-rate-percent", failureRatePercent, 100);
      inRange("baton.worker.model.window", window, 10_000);
    }

    ModelResilience bounds() {
      return new ModelResilience(
          maxCallTime, maxConcurrentCalls, maxWait, failureRatePercent, window, openFor);
    }
  }

  /** Checks the bounds. */
  public WorkerProperties {
    if (role == null || role.isBlank()) {
      throw new IllegalArgumentException(
          "baton.worker.role: missing (expected: the role whose tasks are taken)");
    }
    inRange("baton.worker.slots", slots, 256);
    inRange("baton.worker.control-runs", controlRuns, 1_000_000);
    positive("baton.worker.drain-grace", drainGrace);
    positive("baton.worker.started-after", startedAfter);
    positive("baton.worker.control-memory", controlMemory);
  }

  /** The file of the card, where one is given. */
  Optional<Path> cardFile() {
    return card.isBlank() ? Optional.empty() : Optional.of(Path.of(card));
  }

  /** The pod's name, where one is given. */
  Optional<String> podName() {
    return pod.isBlank() ? Optional.empty() : Optional.of(pod);
  }

  SlotWorkerLimits slotLimits() {
    SlotWorkerLimits standard = SlotWorkerLimits.ofSlots(slots);
    SlotLimits group =
        SlotLimits.DEFAULT.withStartedAfter(startedAfter).withLongAfter(fetch.longTask());
    return new SlotWorkerLimits(
        slots, group, standard.reopenAfter(), standard.reopenAfterMax(), standard.leaveBound());
  }

  /** A task of HIGH or LOW never lies in the batch of another one. */
  AdaptiveFetchLimits fetchLimits(Priority priority) {
    return new AdaptiveFetchLimits(
        fetch.batches() && priority == Priority.NORMAL,
        fetch.shortTask(),
        AdaptiveFetchLimits.DEFAULT.minStay());
  }

  ToolLimits toolLimits() {
    return new ToolLimits(tool.timeout(), tool.maxOutputChars(), tool.maxArgumentChars());
  }

  private static void inRange(String key, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException("%s: %d (expected: 1 to %d)".formatted(key, value, max));
    }
  }

  private static void positive(String key, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("%s: %s (expected: > 0)".formatted(key, value));
    }
  }
}
