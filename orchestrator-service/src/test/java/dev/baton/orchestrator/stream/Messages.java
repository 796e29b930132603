package dev.baton.orchestrator.stream;

import dev.baton.core.id.RunIds;
import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.ledger.Period;
import dev.baton.core.ledger.TenantLimit;
import dev.baton.core.wire.WireLedger;
import dev.baton.core.workflow.WorkflowParser;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.AgentLimits;
import dev.baton.schemas.BudgetEvent;
import dev.baton.schemas.Content;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Priority;
import dev.baton.schemas.Request;
import dev.baton.schemas.Result;
import dev.baton.schemas.Route;
import dev.baton.schemas.RouteKind;
import dev.baton.schemas.RouteStage;
import dev.baton.schemas.Routed;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.Skill;
import dev.baton.schemas.Task;
import dev.baton.schemas.TaskFailed;
import dev.baton.schemas.TaskSucceeded;
import dev.baton.schemas.Usage;
import dev.baton.schemas.WorkflowDefinition;
import dev.baton.serde.ContractClasses;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the orchestrator's neighbours would send. */
public final class Messages {

  static {
    ContractClasses.trust();
  }

  private static final String TENANT = "default";

  private Messages() {}

  /** The run of a key. */
  public static String runId(String key) {
    return RunIds.ofKey(TENANT, key).toString();
  }

  /** A routed request for a workflow whose roles all have cards. */
  public static RunEvent routed(
      String key, String goal, Instant at, String workflowYaml, String... roles) {
    Request request = Request.newBuilder().setGoal(goal).setIdempotencyKey(key).build();
    WorkflowDefinition workflow = definition(workflowYaml);
    Route route =
        Route.newBuilder()
            .setKind(RouteKind.WORKFLOW)
            .setTarget(workflow.getName())
            .setStage(RouteStage.HINT)
            .setReason("asked for")
            .setRouterVersion("test")
            .build();
    Routed routed =
        Routed.newBuilder()
            .setRequest(request)
            .setRequestDigest("digest of " + goal.length() + " " + goal.hashCode())
            .setOrigin("requests-0@0")
            .setRoute(route)
            .setWorkflow(workflow)
            .setCards(List.of(roles).stream().map(Messages::card).toList())
            .build();
    return RunEvent.newBuilder()
        .setRunId(runId(key))
        .setTenant(TENANT)
        .setAt(at)
        .setBody(routed)
        .build();
  }

  /** The same with another priority of the request. */
  public static RunEvent withPriority(RunEvent event, Priority priority) {
    Routed routed = (Routed) event.getBody();
    Request request = Request.newBuilder(routed.getRequest()).setPriority(priority).build();
    return RunEvent.newBuilder(event)
        .setBody(Routed.newBuilder(routed).setRequest(request).build())
        .build();
  }

  /** A definition as it is published. */
  public static WorkflowDefinition definition(String yaml) {
    var parsed = WorkflowParser.definition(yaml);
    return WorkflowDefinition.newBuilder()
        .setName(parsed.name())
        .setVersion(parsed.version())
        .setDigest(parsed.digest())
        .setBody(parsed.body())
        .build();
  }

  private static AgentCard card(String role) {
    return AgentCard.newBuilder()
        .setRole(role)
        .setVersion(1)
        .setDescription("does " + role)
        .setSkills(List.of(new Skill("default", "does it")))
        .setLimits(AgentLimits.newBuilder().setTimeoutMillis(60_000).build())
        .build();
  }

  /** A success. */
  public static Result success(Task task, Instant at, String text) {
    return result(
        task,
        at,
        TaskSucceeded.newBuilder().setContent(Content.newBuilder().setText(text).build()).build());
  }

  /** A limit of so many tokens a day. */
  public static BudgetEvent limitOf(String tenant, long tokens, Instant at) {
    return WireLedger.toAvro(
        new LedgerEvent.LimitSet(
            tenant, new TenantLimit(Optional.of(tokens), Optional.empty(), Period.DAY), at));
  }

  /** A success that has cost something. */
  public static Result success(Task task, Instant at, long tokens) {
    return Result.newBuilder(success(task, at, "text"))
        .setUsage(Usage.newBuilder().setInputTokens(tokens).setModelCalls(1).build())
        .build();
  }

  /** A failure that is worth another attempt. */
  public static Result transientFailure(Task task, Instant at) {
    return result(task, at, new TaskFailed(FailureClass.TRANSIENT, "try again", null));
  }

  private static Result result(Task task, Instant at, Object body) {
    return Result.newBuilder()
        .setTaskId(task.getTaskId())
        .setRunId(task.getRunId())
        .setAttempt(task.getAttempt())
        .setExecutionId("execution-" + task.getAttempt())
        .setWorker(task.getRole() + "-1")
        .setAt(at)
        .setStartedAt(at)
        .setUsage(Usage.newBuilder().build())
        .setBody(body)
        .build();
  }
}
