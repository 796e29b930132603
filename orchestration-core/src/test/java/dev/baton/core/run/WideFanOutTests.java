package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Request;
import dev.baton.core.message.Result;
import dev.baton.core.message.Task;
import dev.baton.core.message.Usage;
import dev.baton.core.workflow.WorkflowParser;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WideFanOutTests {
  private static final int ITEMS = 3_000;

  /** Counts what an event costs, to show that it is the same however wide the fan-out is. */
  private static final class CountingStore implements RunStore {
    private final MapRunStore inner = new MapRunStore();
    private int reads;
    private int writes;

    @Override
    public <V extends RunRecord> Optional<V> get(RunKey<V> key) {
      reads++;
      return inner.get(key);
    }

    @Override
    public <V extends RunRecord> void put(RunKey<V> key, V value) {
      writes++;
      inner.put(key, value);
    }

    @Override
    public void remove(RunKey<?> key) {
      writes++;
      inner.remove(key);
    }
  }

  private static String workflow(int concurrency) {
    return Scenario.workflow(
        """
        a: {agent: x}
        b:
          agent: x
          needs: [a]
          forEach: {items: steps.a.fields.list, concurrency: %d}
          writes: k
          join: {deadline: 1m}
        c: {agent: x, needs: [b]}
        """
            .formatted(concurrency));
  }

  private static String list() {
    return IntStream.range(0, ITEMS)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(",", "{\"list\":[", "]}"));
  }

  private static Scenario started(int concurrency) {
    return Scenario.fresh()
        .route(Request.of("g"), WorkflowParser.definition(workflow(concurrency)))
        .succeeds("a", 0, list())
        .continues();
  }

  @Test
  void aDispatchWiderThanOneEventGoesOnThroughContinueEvents() {
    Scenario run = started(1_000);
    assertThat(run.tasks()).hasSize(1 + 1_000);
    assertThat(run.log().size()).isBetween(6, 12);
    assertThat(run.tasks().stream().map(Task::taskId).distinct()).hasSize(1 + 1_000);
  }

  @Test
  void aWideCancelGoesOnThroughContinueEventsAndReachesEveryWorker() {
    Scenario run = started(1_000);
    run.passes(Duration.ofMinutes(1)).continues();
    assertThat(run.controls().stream().map(Effect.SendControl::taskId).distinct()).hasSize(1_000);
    run.succeeds("c");
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
    assertThat(run.answer().missing()).hasSize(RunLimits.DEFAULT.maxMissing() + 1);
    assertThat(run.answer().missing().get(100).detail())
        .isEqualTo("and " + (ITEMS - 100) + " more");
  }

  /** So the time of a run is linear in its tasks. */
  @Test
  void oneResultCostsTheSameInAWideFanOutAsInANarrowOneAndAllIsRemovedAtTheEnd() {
    Cost narrow = play(1_000);
    Cost wide = play(10_000);
    assertThat(wide).isEqualTo(narrow);
    assertThat(wide.writes()).isLessThanOrEqualTo(20);
  }

  /** The most that one ordinary result reads and writes. */
  private record Cost(int reads, int writes) {}

  private static Cost play(int items) {
    RunMachine machine = new RunMachine(RunLimits.DEFAULT);
    CountingStore store = new CountingStore();
    Scenario model = Scenario.fresh();
    String list =
        IntStream.range(0, items).mapToObj(Integer::toString).collect(Collectors.joining(","));
    String steps =
        """
        b: {agent: x, forEach: 'goal.split(",")', writes: k}
        c: {agent: x, needs: [b]}
        """;
    Deque<RunEvent> pending = new ArrayDeque<>();
    pending.add(
        Scenario.routedEvent(
            model.run(),
            Request.of(list),
            WorkflowParser.definition(Scenario.workflow(steps)),
            model.now()));
    Cost most = new Cost(0, 0);
    int results = 0;
    while (!pending.isEmpty()) {
      store.reads = 0;
      store.writes = 0;
      Applied applied = machine.apply(store, pending.remove());
      if (results > 200 && results < items) {
        most = new Cost(Math.max(most.reads(), store.reads), Math.max(most.writes(), store.writes));
      }
      for (Effect effect : applied.effects()) {
        if (effect instanceof Effect.DispatchTask dispatch) {
          results++;
          pending.add(result(model, dispatch.task()));
        } else if (effect instanceof Effect.ContinueLater later) {
          pending.add(
              new RunEvent.Continued(
                  model.run(), "acme", model.now(), model.now(), later.work(), later.cursor()));
        }
      }
    }
    assertThat(results).isEqualTo(items + 1);
    assertThat(store.inner.records().keySet())
        .containsExactlyInAnyOrder(new RunKey.Header(), new RunKey.Log());
    return most;
  }

  private static RunEvent result(Scenario model, Task task) {
    String fields = task.step().equals("a") ? list() : "{}";
    return new RunEvent.ResultReceived(
        new Result(
            task.taskId(),
            task.runId(),
            1,
            "e",
            "worker",
            model.now(),
            model.now(),
            Usage.NONE,
            Scenario.success("t" + task.itemIndex(), fields)),
        model.now());
  }
}
