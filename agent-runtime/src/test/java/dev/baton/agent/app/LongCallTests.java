package dev.baton.agent.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.journal.Journal;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Result;
import dev.baton.schemas.Task;
import dev.baton.schemas.TaskStarted;
import dev.baton.schemas.TaskSucceeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A task's lock lasts half a minute and its work takes five: the lock is renewed all the time. The
 * short form of it, with a short lock, is in {@link WorkerIntegrationTests}.
 */
@EnabledIfSystemProperty(named = "baton.long", matches = "true")
class LongCallTests {

  private static final String ROLE = "patient";
  private static final String LONG = "takes five minutes";
  private static final Duration CALL = Duration.ofMinutes(5);

  /** Far below the lock: a task that waits in a slot behind another one waits longer. */
  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  private final Map<String, Integer> executions = new ConcurrentHashMap<>();
  private final CountDownLatch done = new CountDownLatch(1);

  @Test
  void keepsTheTaskThroughAFiveMinuteCallAndGoesOnWithOthers() throws Exception {
    Journals journals = new Journals();
    try (TestInstallation baton = new TestInstallation(Set.of(ROLE));
        ConfigurableApplicationContext _ = baton.worker(ROLE, specialist(), journals)) {
      Task slow = baton.send(lasting(baton, LONG));
      List<Task> others = new ArrayList<>();
      do {
        others.add(baton.send(lasting(baton, "other")));
      } while (!done.await(1, TimeUnit.SECONDS));
      baton.awaitResult(
          ROLE,
          one ->
              one.getTaskId().equals(slow.getTaskId()) && one.getBody() instanceof TaskSucceeded);
      baton.awaitAllAcknowledged(ROLE);

      List<Result> results = baton.results(ROLE);
      assertThat(executions).hasSize(others.size() + 1).allSatisfy((_, n) -> assertThat(n).isOne());
      assertThat(journals.looked)
          .as("executions whose record was delivered before: they look the journal up")
          .hasValue(0);
      assertThat(bodies(results, slow))
          .satisfiesExactlyInAnyOrder(
              body -> assertThat(body).isInstanceOf(TaskStarted.class),
              body -> assertThat(body).isInstanceOf(TaskSucceeded.class));
      Duration longest = Duration.ZERO;
      for (Task other : others) {
        assertThat(bodies(results, other)).hasSize(1);
        Duration took = Duration.between(other.getCreatedAt(), answered(results, other));
        longest = took.compareTo(longest) > 0 ? took : longest;
      }
      System.out.printf(
          "a call of %d s beside %d other tasks, the longest of which took %d ms%n",
          CALL.toSeconds(), others.size(), longest.toMillis());
      assertThat(longest).isLessThan(AT_ONCE);
    }
  }

  private Specialist specialist() {
    return context -> {
      executions.merge(context.task().getTaskId(), 1, Integer::sum);
      if (context.task().getObjective().equals(LONG)) {
        // Nobody opens it: this is the call.
        new CountDownLatch(1).await(CALL.toMillis(), TimeUnit.MILLISECONDS);
        done.countDown();
      }
      return TaskOutcome.fields("{}");
    };
  }

  private static Task lasting(TestInstallation baton, String objective) {
    Instant latest = Instant.now().plus(CALL.multipliedBy(3));
    return baton
        .task(ROLE, objective)
        .setTimeoutMillis(CALL.multipliedBy(2).toMillis())
        .setStartBy(latest)
        .setDeadline(latest)
        .build();
  }

  private static List<Object> bodies(List<Result> results, Task task) {
    return results.stream()
        .filter(result -> result.getTaskId().equals(task.getTaskId()))
        .map(Result::getBody)
        .toList();
  }

  private static Instant answered(List<Result> results, Task task) {
    return results.stream()
        .filter(result -> result.getTaskId().equals(task.getTaskId()))
        .map(Result::getAt)
        .findFirst()
        .orElseThrow();
  }

  /** Counts how often a worker's journal is looked up. */
  private static final class Journals implements BeanPostProcessor {
    private final AtomicInteger looked = new AtomicInteger();

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean instanceof Journal journal ? counted(journal) : bean;
    }

    private Journal counted(Journal journal) {
      return new Journal() {
        @Override
        public void append(JournalRecord entry) throws InterruptedException {
          journal.append(entry);
        }

        @Override
        public List<JournalRecord> read(Task task) throws InterruptedException {
          looked.incrementAndGet();
          return journal.read(task);
        }
      };
    }
  }
}
