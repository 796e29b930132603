package dev.baton.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** How much slow tasks hold up fast ones. */
public final class MixReport {

  private final TaskMix mix;
  private final int slots;
  private final TaskTimes alone;
  private final TaskTimes together;

  MixReport(TaskMix mix, int slots, TaskTimes alone, TaskTimes together) {
    this.mix = mix;
    this.slots = slots;
    this.alone = alone;
    this.together = together;
  }

  /** Whether every task had exactly one result. */
  public boolean flawless() {
    return alone.flawless() && together.flawless();
  }

  /** The lines to print. */
  public List<String> lines() {
    return List.of(
        "tasks           %d a second, every %dth takes %d ms, the others %d ms; %d slots"
            .formatted(
                mix.perSecond(),
                mix.slowEvery(),
                mix.slow().toMillis(),
                mix.fast().toMillis(),
                slots),
        "results         %d of %d, twice %d"
            .formatted(
                alone.done() + together.done(),
                alone.tasks().size() + together.tasks().size(),
                alone.doneTwice() + together.doneTwice()),
        "fast ones alone p50 %s ms, p99 %s ms"
            .formatted(fast(alone, Percentiles.MEDIAN), fast(alone, Percentiles.TAIL)),
        "among slow ones p50 %s ms, p99 %s ms"
            .formatted(fast(together, Percentiles.MEDIAN), fast(together, Percentiles.TAIL)),
        String.format(Locale.ROOT, "ratio           p99 %.2f", ratio()));
  }

  /** The same for programs. */
  public ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("tasksPerSecond", mix.perSecond())
        .put("slowEvery", mix.slowEvery())
        .put("slots", slots)
        .put("flawless", flawless())
        .put("p50MillisAlone", fastMillis(alone, Percentiles.MEDIAN))
        .put("p99MillisAlone", fastMillis(alone, Percentiles.TAIL))
        .put("p50MillisAmongSlow", fastMillis(together, Percentiles.MEDIAN))
        .put("p99MillisAmongSlow", fastMillis(together, Percentiles.TAIL))
        .put("p99Ratio", ratio());
  }

  private double ratio() {
    return fastMillis(together, Percentiles.TAIL) / fastMillis(alone, Percentiles.TAIL);
  }

  private String fast(TaskTimes times, double share) {
    return String.format(Locale.ROOT, "%.1f", fastMillis(times, share));
  }

  private double fastMillis(TaskTimes times, double share) {
    return times.percentileMillis(share, task -> task.work().equals(mix.fast()));
  }
}
