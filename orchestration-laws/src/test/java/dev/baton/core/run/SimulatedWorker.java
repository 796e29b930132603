package dev.baton.core.run;

import dev.baton.core.id.Digests;
import dev.baton.core.message.Budget;
import dev.baton.core.message.Content;
import dev.baton.core.message.EarlierExecution;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.ParentLink;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.SliceEntry;
import dev.baton.core.message.Task;
import dev.baton.core.message.Usage;
import dev.baton.core.workflow.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Answers tasks. What it says depends on the task, its attempt and all that it was given, and on
 * nothing else.
 */
final class SimulatedWorker {
  private final long seed;

  SimulatedWorker(long seed) {
    this.seed = seed;
  }

  Result answer(Task task, String execution, Instant at) {
    return result(task, execution, at, body(task, execution));
  }

  Result begins(Task task, String execution, Instant at) {
    return result(
        task, execution, at, new ResultBody.TaskStarted(Duration.ofSeconds(1 + number(task) % 20)));
  }

  /** A child run, from its start to its answer. */
  RunEvent carryOut(RunEvent.Routed routed, Instant at) {
    ParentLink parent = routed.parent().orElseThrow();
    String digest =
        Digests.sha256(
            Long.toString(seed), routed.runId().toString(), routed.request().inputs().toString());
    int n = Integer.parseInt(digest.substring(0, 4), 16) % 1000;
    int chance = Integer.parseInt(digest.substring(4, 8), 16) % 100;
    String status =
        chance < 65 ? "COMPLETE" : chance < 75 ? "PARTIAL" : chance < 88 ? "FAILED" : "CANCELLED";
    return new RunEvent.ChildAnswered(
        parent.runId(),
        routed.tenant(),
        at,
        at,
        routed.runId(),
        parent.taskId(),
        parent.attempt(),
        status,
        "{\"n\":%d,\"ok\":%s,\"list\":[\"x\"]}".formatted(n, n % 2 == 0),
        Optional.of(Content.markdown(digest.substring(0, 8))),
        List.of(),
        childUsage(routed.request().budget().orElse(Budget.none()), n),
        "chance " + chance);
  }

  /** A child run keeps to what its parent has set aside for it. */
  private static Usage childUsage(Budget budget, int n) {
    long tokens = Math.min(n, budget.maxTokens().orElse(Long.MAX_VALUE) / 2);
    long cost = Math.min(n, budget.maxCostMicros().orElse(Long.MAX_VALUE));
    return new Usage(tokens, tokens, 0, cost, 1, 0, Duration.ofMillis(n), List.of("m1"));
  }

  /**
   * The same, said by one who has read in the journal what another go at the attempt has cost.
   * Where that one came to its end, all calls are answered from the journal and cost nothing.
   */
  static Result after(Result earlier, boolean died, Result later) {
    return new Result(
        later.taskId(),
        later.runId(),
        later.attempt(),
        later.executionId(),
        later.worker(),
        later.at(),
        later.startedAt(),
        died ? later.usage() : Usage.NONE,
        later.body(),
        List.of(new EarlierExecution(earlier.executionId(), earlier.usage())));
  }

  private Result result(Task task, String execution, Instant at, ResultBody body) {
    int tokens = body instanceof ResultBody.TaskStarted ? 1 : 2 + number(task) % 50;
    // Two executions of one attempt together keep to what it was granted.
    long cost = Math.min(tokens, task.maxCostMicros().orElse(Long.MAX_VALUE) / 2);
    Usage usage =
        new Usage(
            tokens, tokens, 0, cost, 1, 0, Duration.ofMillis(tokens), List.of("m" + tokens % 3));
    String id = task.taskId() + "/" + task.attempt() + "/" + execution;
    return new Result(
        task.taskId(), task.runId(), task.attempt(), id, "worker", at, at, usage, body);
  }

  private ResultBody body(Task task, String execution) {
    int chance = Math.floorMod(hash(task, execution, "outcome"), 100);
    if (task.skill().equals(Work.Planning.SKILL) ? chance < 75 : chance == 99) {
      return SimulatedPlanner.plan(Math.floorMod(hash(task, execution, "plan"), 100));
    }
    if (chance < 14) {
      return failed(FailureClass.TRANSIENT);
    }
    if (chance < 18) {
      return failed(chance < 16 ? FailureClass.PERMANENT : FailureClass.OVERLOAD);
    }
    if (chance < 20) {
      return new ResultBody.Abandoned("shutdown");
    }
    if (chance < 22) {
      return new ResultBody.TaskSucceeded("{", Optional.empty(), List.of(), Optional.empty());
    }
    if (chance < 27 && !task.inputs().containsKey("answer")) {
      return new ResultBody.NeedsInput("which one?");
    }
    if (chance < 37) {
      return handoff(task, execution);
    }
    return success(task, execution);
  }

  /** Mostly along an allowed edge; the states are few, so that some go back and forth. */
  private ResultBody handoff(Task task, String execution) {
    int n = Math.floorMod(hash(task, execution, "handoff"), 12);
    String state = n == 0 ? "" : "state " + n % 3;
    return new ResultBody.Handoff(
        n == 1 ? "nobody" : "role" + n % 3, "goal", List.of(), state, List.of(), "not mine");
  }

  private static ResultBody failed(FailureClass failure) {
    return new ResultBody.TaskFailed(failure, "failed with " + failure, Optional.empty());
  }

  private ResultBody success(Task task, String execution) {
    int n = number(task);
    String list = List.of("[]", "[\"x\"]", "[\"x\",\"y\"]", "[\"x\",\"y\",\"x\"]").get(n % 4);
    String fields = "{\"n\":%d,\"ok\":%s,\"list\":%s}".formatted(n, (n / 4) % 2 == 0, list);
    return new ResultBody.TaskSucceeded(
        fields,
        Optional.of(Content.markdown(Integer.toHexString(hash(task, execution, "text")))),
        List.of(),
        Optional.of((n % 5) / 4.0));
  }

  private int number(Task task) {
    return Math.floorMod(hash(task, "", "number"), 1000);
  }

  /**
   * Depends on the slice too, so that anything which depends on the order of arrival spreads into
   * the answer.
   */
  private int hash(Task task, String execution, String purpose) {
    StringBuilder slice = new StringBuilder();
    for (SliceEntry entry : task.slice()) {
      slice.append(entry.key()).append(entry.version());
      entry
          .parts()
          .forEach(
              part -> slice.append(part.content()).append(part.item()).append(part.fieldsJson()));
    }
    String digest =
        Digests.sha256(
            Long.toString(seed),
            seed % 4 == 0 ? task.step() + task.itemIndex() : task.taskId().value(),
            Integer.toString(task.attempt()),
            task.role(),
            execution,
            purpose,
            task.inputs().toString(),
            slice.toString());
    return (int) Long.parseLong(digest.substring(0, 8), 16);
  }
}
