package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Request;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Task;
import dev.baton.core.message.Usage;
import dev.baton.core.workflow.WorkflowParser;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
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
    public <V extends RunRecord> Optional<V> peek(RunKey<V> key) {
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

  /**
   * What a run of so many tasks cost.
   *
   * @param tasks tasks of the fan-out
   * @param readsPerResult most records that one of their results read
   * @param perResult most records that one of their results wrote
   * @param perEvent most records that any event wrote
   * @param keptPerEvent most records that any event read and kept, the end of the step included
   * @param effects most effects of any event
   * @param left what is left in the end
   */
  private record Cost(
      int tasks,
      int readsPerResult,
      int perResult,
      int perEvent,
      int keptPerEvent,
      int effects,
      Set<RunKey<?>> left) {}

  @Test
  void anEventWritesAsMuchInARunOfTenThousandTasksAsInOneOfATenthOfThem() {
    Cost narrow = play(1_000);
    Cost wide = play(10_000);

    assertThat(wide.tasks()).isEqualTo(10_000);
    assertThat(wide.readsPerResult()).isEqualTo(narrow.readsPerResult());
    assertThat(wide.perResult()).isEqualTo(narrow.perResult()).isLessThanOrEqualTo(20);
    assertThat(wide.perEvent())
        .as("records written by one event: a stretch of the purge, or of the list of items")
        .isLessThanOrEqualTo(4 * Decision.MAX_EFFECTS);
    assertThat(wide.keptPerEvent())
        .as("records in memory at once, though the end of the step looks at all its results")
        .isLessThanOrEqualTo(4 * Decision.MAX_EFFECTS);
    assertThat(wide.effects()).isLessThanOrEqualTo(Decision.MAX_EFFECTS);
    assertThat(wide.left())
        .containsExactlyInAnyOrder(new RunKey.Header(), new RunKey.Log(), RunKey.Timer.GRAVESTONE);
  }

  /** The list comes from four steps: the fields of one result would not hold it. */
  private static String fourfold() {
    return Scenario.workflow(
        """
        a0: {agent: x}
        a1: {agent: x}
        a2: {agent: x}
        a3: {agent: x}
        b:
          agent: x
          needs: [a0, a1, a2, a3]
          forEach:
            items: steps.a0.fields.list + steps.a1.fields.list + steps.a2.fields.list + steps.a3.fields.list
            concurrency: 10
          writes: k
        c: {agent: x, needs: [b]}
        """);
  }

  private static Cost play(int items) {
    RunMachine machine = new RunMachine(RunLimits.DEFAULT);
    CountingStore store = new CountingStore();
    Scenario model = Scenario.fresh();
    Deque<RunEvent> pending = new ArrayDeque<>();
    pending.add(
        Scenario.routedEvent(
            model.run(), Request.of("g"), WorkflowParser.definition(fourfold()), model.now()));
    int readsPerResult = 0;
    int perResult = 0;
    int perEvent = 0;
    int keptPerEvent = 0;
    int effects = 0;
    int results = 0;
    while (!pending.isEmpty()) {
      store.reads = 0;
      store.writes = 0;
      RunEvent event = pending.remove();
      Applied applied = machine.apply(store, event);
      perEvent = Math.max(perEvent, store.writes);
      keptPerEvent = Math.max(keptPerEvent, store.reads);
      effects = Math.max(effects, applied.effects().size());
      // The last result closes the step and begins the next.
      if (isOfFanOut(event) && ++results < items) {
        // The first ones still meet what is being dispatched.
        readsPerResult = results > 200 ? Math.max(readsPerResult, store.reads) : 0;
        perResult = Math.max(perResult, store.writes);
      }
      for (Effect effect : applied.effects()) {
        if (effect instanceof Effect.DispatchTask dispatch) {
          pending.add(result(model, dispatch.task(), list(dispatch.task(), items / 4)));
        } else if (effect instanceof Effect.ContinueLater later) {
          pending.add(
              new RunEvent.Continued(
                  model.run(), "acme", model.now(), model.now(), later.work(), later.cursor()));
        }
      }
    }
    return new Cost(
        results,
        readsPerResult,
        perResult,
        perEvent,
        keptPerEvent,
        effects,
        store.inner.records().keySet());
  }

  private static boolean isOfFanOut(RunEvent event) {
    return event instanceof RunEvent.ResultReceived received
        && received.result().body() instanceof ResultBody.TaskSucceeded success
        && success.fieldsJson().equals("{}")
        && !received.result().executionId().equals("c");
  }

  private static String list(Task task, int length) {
    return task.step().startsWith("a")
        ? IntStream.range(0, length)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(",", "{\"list\":[", "]}"))
        : "{}";
  }

  private static RunEvent result(Scenario model, Task task, String fields) {
    return new RunEvent.ResultReceived(
        new Result(
            task.taskId(),
            task.runId(),
            1,
            task.step(),
            "worker",
            model.now(),
            model.now(),
            Usage.NONE,
            Scenario.success("t" + task.itemIndex(), fields)),
        model.now());
  }
}
