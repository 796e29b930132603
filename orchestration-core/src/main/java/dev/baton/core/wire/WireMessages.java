package dev.baton.core.wire;

import dev.baton.core.message.AgentCard;
import dev.baton.core.message.Answer;
import dev.baton.core.message.Budget;
import dev.baton.core.message.Request;
import dev.baton.core.message.Result;
import dev.baton.core.message.Route;
import dev.baton.core.message.Signal;
import dev.baton.core.message.Task;
import dev.baton.core.message.WorkflowDefinition;

/**
 * Requests, routes, cards, definitions, tasks, results and answers to Avro and back. Stateless and
 * thread-safe.
 */
public final class WireMessages {
  private static final RecordMapping<Request, dev.baton.schemas.Request> REQUEST =
      new RecordMapping<>(
          Request.class,
          dev.baton.schemas.Request.class,
          dev.baton.schemas.Request.getClassSchema());
  private static final RecordMapping<Route, dev.baton.schemas.Route> ROUTE =
      new RecordMapping<>(
          Route.class, dev.baton.schemas.Route.class, dev.baton.schemas.Route.getClassSchema());
  private static final RecordMapping<AgentCard, dev.baton.schemas.AgentCard> CARD =
      new RecordMapping<>(
          AgentCard.class,
          dev.baton.schemas.AgentCard.class,
          dev.baton.schemas.AgentCard.getClassSchema());
  private static final RecordMapping<WorkflowDefinition, dev.baton.schemas.WorkflowDefinition>
      DEFINITION =
          new RecordMapping<>(
              WorkflowDefinition.class,
              dev.baton.schemas.WorkflowDefinition.class,
              dev.baton.schemas.WorkflowDefinition.getClassSchema());
  private static final RecordMapping<Signal, dev.baton.schemas.Signal> SIGNAL =
      new RecordMapping<>(
          Signal.class, dev.baton.schemas.Signal.class, dev.baton.schemas.Signal.getClassSchema());
  private static final RecordMapping<Budget, dev.baton.schemas.Budget> BUDGET =
      new RecordMapping<>(
          Budget.class, dev.baton.schemas.Budget.class, dev.baton.schemas.Budget.getClassSchema());
  private static final RecordMapping<Task, dev.baton.schemas.Task> TASK =
      new RecordMapping<>(
          Task.class, dev.baton.schemas.Task.class, dev.baton.schemas.Task.getClassSchema());
  private static final RecordMapping<Result, dev.baton.schemas.Result> RESULT =
      new RecordMapping<>(
          Result.class, dev.baton.schemas.Result.class, dev.baton.schemas.Result.getClassSchema());
  private static final RecordMapping<Answer, dev.baton.schemas.Answer> ANSWER =
      new RecordMapping<>(
          Answer.class, dev.baton.schemas.Answer.class, dev.baton.schemas.Answer.getClassSchema());

  private WireMessages() {}

  /** A request to Avro. */
  public static dev.baton.schemas.Request toAvro(Request request) {
    return REQUEST.toAvro(request);
  }

  /** A request from Avro. */
  public static Request fromAvro(dev.baton.schemas.Request request) {
    return REQUEST.fromAvro(request);
  }

  /** A route to Avro. */
  public static dev.baton.schemas.Route toAvro(Route route) {
    return ROUTE.toAvro(route);
  }

  /** A route from Avro. */
  public static Route fromAvro(dev.baton.schemas.Route route) {
    return ROUTE.fromAvro(route);
  }

  /** A card to Avro. */
  public static dev.baton.schemas.AgentCard toAvro(AgentCard card) {
    return CARD.toAvro(card);
  }

  /** A card from Avro. */
  public static AgentCard fromAvro(dev.baton.schemas.AgentCard card) {
    return CARD.fromAvro(card);
  }

  /** A workflow definition to Avro. */
  public static dev.baton.schemas.WorkflowDefinition toAvro(WorkflowDefinition definition) {
    return DEFINITION.toAvro(definition);
  }

  /** A workflow definition from Avro. */
  public static WorkflowDefinition fromAvro(dev.baton.schemas.WorkflowDefinition definition) {
    return DEFINITION.fromAvro(definition);
  }

  /** A signal to Avro. */
  public static dev.baton.schemas.Signal toAvro(Signal signal) {
    return SIGNAL.toAvro(signal);
  }

  /**
   * A signal from Avro.
   *
   * @throws IllegalArgumentException if its run id is not a UUID
   */
  public static Signal fromAvro(dev.baton.schemas.Signal signal) {
    return SIGNAL.fromAvro(signal);
  }

  /** A budget to Avro. */
  public static dev.baton.schemas.Budget toAvro(Budget budget) {
    return BUDGET.toAvro(budget);
  }

  /** A budget from Avro. */
  public static Budget fromAvro(dev.baton.schemas.Budget budget) {
    return BUDGET.fromAvro(budget);
  }

  /** A task to Avro. */
  public static dev.baton.schemas.Task toAvro(Task task) {
    return TASK.toAvro(task);
  }

  /**
   * A task from Avro.
   *
   * @throws IllegalArgumentException if one of its ids is malformed
   */
  public static Task fromAvro(dev.baton.schemas.Task task) {
    return TASK.fromAvro(task);
  }

  /** A result to Avro. */
  public static dev.baton.schemas.Result toAvro(Result result) {
    return RESULT.toAvro(result);
  }

  /**
   * A result from Avro.
   *
   * @throws IllegalArgumentException if one of its ids is malformed
   */
  public static Result fromAvro(dev.baton.schemas.Result result) {
    return RESULT.fromAvro(result);
  }

  /** An answer to Avro. */
  public static dev.baton.schemas.Answer toAvro(Answer answer) {
    return ANSWER.toAvro(answer);
  }

  /** An answer from Avro. */
  public static Answer fromAvro(dev.baton.schemas.Answer answer) {
    return ANSWER.fromAvro(answer);
  }
}
