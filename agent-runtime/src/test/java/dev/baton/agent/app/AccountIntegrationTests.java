package dev.baton.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.ModelTiers;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Heartbeat;
import dev.baton.schemas.Result;
import dev.baton.schemas.Task;
import dev.baton.schemas.TaskFailed;
import dev.baton.schemas.TaskSucceeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;

/** Accounts with limits and models that fail, with real workers on a real broker. */
class AccountIntegrationTests {

  private static final int PODS = 3;
  private static final int LIMIT = 9;
  private static final int TASKS = 24;

  private static final Duration OPEN_FOR = Duration.ofSeconds(6);

  private static TestInstallation baton;

  private static final Specialist ASKS =
      context -> {
        ModelRequest request =
            new ModelRequest(
                "ask",
                "",
                List.of(new ModelMessage.User(context.task().getObjective())),
                List.of(),
                Optional.empty(),
                10);
        return TaskOutcome.markdown(
            context.model().call(request, context.deadline()).text(), "{}", List.of());
      };

  @BeforeAll
  static void install() throws Exception {
    baton = new TestInstallation(Set.of("shared", "moody"));
  }

  @AfterAll
  static void close() {
    baton.close();
  }

  @Test
  void podsKeepTheLimitOfOneAccountTogether() throws Exception {
    List<ConfigurableApplicationContext> pods = new ArrayList<>();
    try {
      for (int i = 0; i < PODS; i++) {
        pods.add(
            baton.worker(
                "shared",
                ASKS,
                "--baton.worker.pod=pod-" + i,
                "--baton.models.fast=house:shared-model",
                "--baton.providers.house.protocol=moody",
                "--baton.providers.house.requests-per-minute=" + LIMIT));
      }
      for (ConfigurableApplicationContext pod : pods) {
        await()
            .atMost(TestInstallation.PATIENCE)
            .until(() -> described(pod), said -> said.startsWith("0 of 3 requests"));
      }
      for (int i = 0; i < TASKS; i++) {
        // Shorter than the window: who finds no room now is told how long to wait.
        baton.send(baton.task("shared", "task " + i).setTimeoutMillis(20_000).build());
      }
      await()
          .atMost(TestInstallation.PATIENCE)
          .until(() -> baton.results("shared").size() == TASKS);
      int succeeded = 0;
      for (Result result : baton.results("shared")) {
        if (result.getBody() instanceof TaskSucceeded) {
          succeeded++;
        } else {
          TaskFailed failed = (TaskFailed) result.getBody();
          assertThat(failed.getFailureClass()).isEqualTo(FailureClass.TRANSIENT);
          assertThat(failed.getMessage()).contains("account house: no room for a call");
          assertThat(failed.getRetryAfterMillis()).isBetween(20_000L, 60_000L);
        }
      }

      assertThat(MoodyProtocol.of("shared-model").calls).hasValue(succeeded);
      assertThat(succeeded).as("three pods with three calls each").isBetween(3, LIMIT);
    } finally {
      pods.forEach(ConfigurableApplicationContext::close);
    }
    Heartbeat last =
        baton.awaitHeartbeat(beat ->
            beat.getPod().equals("pod-0") && beat.getAccounts().getFirst().getSharers() == 0);
    assertThat(last.getAccounts().getFirst().getRequests()).isPositive();
  }

  private static String described(ConfigurableApplicationContext pod) {
    return pod.getBean(ModelTiers.class).described().getOrDefault("house", "");
  }

  @Test
  void takesNoTaskWhileEveryModelIsShut() throws Exception {
    MoodyProtocol.Mood mood = MoodyProtocol.of("shut-model");
    mood.well = false;
    try (ConfigurableApplicationContext worker =
        baton.worker(
            "moody",
            ASKS,
            "--baton.worker.slots=2",
            "--baton.worker.fetch.batches=false",
            "--baton.models.fast=house:shut-model",
            "--baton.providers.house.protocol=moody",
            "--baton.worker.model.window=2",
            "--baton.worker.model.open-for=" + OPEN_FOR)) {
      Instant shut = Instant.MIN;
      for (int i = 0; i < 2; i++) {
        Task failing = baton.send(baton.task("moody", "fails").build());
        shut =
            baton.awaitResult("moody", one -> one.getTaskId().equals(failing.getTaskId())).getAt();
      }
      mood.well = true;
      Task waiting = baton.send(baton.task("moody", "waits").build());

      Heartbeat paused = baton.awaitHeartbeat(beat -> beat.getPausedBecause() != null);
      assertThat(paused.getPausedBecause()).startsWith("tier fast: no model before ");
      Result result =
          baton.awaitResult("moody", one -> one.getTaskId().equals(waiting.getTaskId()));
      assertThat(result.getBody()).isInstanceOf(TaskSucceeded.class);
      assertThat(Duration.between(shut, result.getStartedAt()))
          .as("the task began once the circuit let a trial through")
          .isGreaterThan(OPEN_FOR.minusSeconds(1));
      assertThat(mood.calls).as("nothing was done twice").hasValue(3);
      assertThat(worker.getBean("workerHealthIndicator", HealthIndicator.class).health())
          .extracting(Health::getDetails, MAP)
          .containsEntry("modelAvailable", true)
          .doesNotContainKey("pausedBecause");
      baton.awaitAllAcknowledged("moody");
    }
  }
}
