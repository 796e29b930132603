package dev.baton.documents.testing;

import dev.baton.agent.task.TaskOutcome;
import dev.baton.schemas.SliceEntry;
import dev.baton.schemas.SlicePart;
import dev.baton.schemas.Taint;
import dev.baton.schemas.Task;
import dev.baton.serde.ContractClasses;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tasks as an orchestrator would dispatch them. */
public final class TestTasks {

  static {
    ContractClasses.trust();
  }

  private TestTasks() {}

  /** A task of that role and skill on a goal. */
  public static Task.Builder task(String role, String skill, String goal) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return Task.newBuilder()
        .setTaskId("task-" + role + "-" + skill)
        .setRunId("11111111-2222-5333-8444-555555555555")
        .setTenant("default")
        .setStep(skill)
        .setRound(0)
        .setItemIndex(0)
        .setAttempt(1)
        .setRole(role)
        .setSkill(skill)
        .setGoal(goal)
        .setObjective(goal)
        .setInputs(new HashMap<>(Map.of()))
        .setCreatedAt(now)
        .setTimeoutMillis(60_000)
        .setStartBy(now.plusSeconds(60))
        .setDeadline(now.plusSeconds(60));
  }

  /** The same task with another slice. */
  public static Task withSlice(Task task, List<SliceEntry> slice) {
    return Task.newBuilder(task).setSlice(slice).build();
  }

  /** The same task with other inputs. */
  public static Task withInputs(Task task, Map<String, String> inputs) {
    return Task.newBuilder(task).setInputs(inputs).build();
  }

  /** A blackboard entry of several contributions. */
  public static SliceEntry entry(String key, List<SlicePart> parts) {
    return SliceEntry.newBuilder()
        .setKey(key)
        .setVersion(1)
        .setWriter(key)
        .setTaint(Taint.UNTRUSTED)
        .setTokens(1)
        .setParts(parts)
        .build();
  }

  /** What a task contributes with its success. */
  public static SlicePart part(String taskId, TaskOutcome.Success success) {
    return SlicePart.newBuilder()
        .setTaskId(taskId)
        .setFieldsJson(success.fieldsJson())
        .setContent(success.content().orElse(null))
        .setCitations(success.citations())
        .build();
  }
}
