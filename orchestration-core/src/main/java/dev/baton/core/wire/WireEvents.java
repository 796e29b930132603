package dev.baton.core.wire;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.AgentCard;
import dev.baton.core.message.Citation;
import dev.baton.core.message.Content;
import dev.baton.core.message.Leased;
import dev.baton.core.message.ParentLink;
import dev.baton.core.message.Rejection;
import dev.baton.core.message.Request;
import dev.baton.core.message.Route;
import dev.baton.core.message.Usage;
import dev.baton.core.message.WorkflowDefinition;
import dev.baton.core.run.RunEvent;
import dev.baton.schemas.Result;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Events to Avro and back. An Avro event says when it was made; when it is applied is said beside
 * it, by whoever applies it, and stands in the run log. Stateless and thread-safe.
 */
public final class WireEvents {
  record RoutedBody(
      Request request,
      String requestDigest,
      String origin,
      Route route,
      Optional<Rejection> rejection,
      Optional<WorkflowDefinition> workflow,
      List<AgentCard> cards,
      List<WorkflowDefinition> nested,
      Optional<ParentLink> parent,
      Optional<Leased> leased) {}

  record ChildBody(
      RunId childRunId,
      TaskId taskId,
      int attempt,
      String status,
      String fieldsJson,
      Optional<Content> content,
      List<Citation> citations,
      Usage usage,
      String reason) {}

  record BudgetBody(
      String leaseId,
      boolean granted,
      long tokens,
      long costMicros,
      Optional<String> reason,
      boolean drained) {}

  private static final RecordMapping<RoutedBody, dev.baton.schemas.Routed> ROUTED =
      new RecordMapping<>(
          RoutedBody.class,
          dev.baton.schemas.Routed.class,
          dev.baton.schemas.Routed.getClassSchema());
  private static final RecordMapping<ChildBody, dev.baton.schemas.ChildAnswered> CHILD =
      new RecordMapping<>(
          ChildBody.class,
          dev.baton.schemas.ChildAnswered.class,
          dev.baton.schemas.ChildAnswered.getClassSchema());
  private static final RecordMapping<BudgetBody, dev.baton.schemas.BudgetDecision> BUDGET =
      new RecordMapping<>(
          BudgetBody.class,
          dev.baton.schemas.BudgetDecision.class,
          dev.baton.schemas.BudgetDecision.getClassSchema());

  private WireEvents() {}

  /**
   * An event from topic runs.
   *
   * @param at when it is applied
   * @throws IllegalArgumentException if an id is malformed or the body is of no known kind
   */
  public static RunEvent fromAvro(dev.baton.schemas.RunEvent event, Instant at) {
    RunId run = RunId.parse(event.getRunId());
    String tenant = event.getTenant();
    Instant madeAt = event.getAt();
    return switch (event.getBody()) {
      case dev.baton.schemas.Routed routed -> routed(new Frame(run, tenant, madeAt, at), routed);
      case dev.baton.schemas.Signal signal ->
          new RunEvent.SignalReceived(run, tenant, madeAt, at, WireMessages.fromAvro(signal));
      case dev.baton.schemas.ChildAnswered child ->
          child(new Frame(run, tenant, madeAt, at), CHILD.fromAvro(child));
      case dev.baton.schemas.BudgetDecision decision ->
          budget(new Frame(run, tenant, madeAt, at), BUDGET.fromAvro(decision));
      case dev.baton.schemas.Continue next ->
          new RunEvent.Continued(run, tenant, madeAt, at, next.getWork(), next.getCursor());
      default ->
          throw new IllegalArgumentException(
              "body: "
                  + event.getBody().getClass().getSimpleName()
                  + " (expected: Routed, Signal, ChildAnswered, BudgetDecision or Continue)");
    };
  }

  /**
   * A result from one of the topics results.ROLE.
   *
   * @param at when it is applied
   * @throws IllegalArgumentException if an id is malformed
   */
  public static RunEvent fromAvro(Result result, Instant at) {
    return new RunEvent.ResultReceived(WireMessages.fromAvro(result), at);
  }

  /**
   * A timer of one run.
   *
   * @param at when it is applied
   */
  public static RunEvent fromAvro(RunId run, dev.baton.schemas.TimerFired fired, Instant at) {
    return new RunEvent.TimerFired(run, fired.getTimer(), fired.getDue(), at);
  }

  /** The Avro form: a RunEvent, a Result or a TimerFired. */
  public static SpecificRecordBase toAvro(RunEvent event) {
    return switch (event) {
      case RunEvent.ResultReceived received -> WireMessages.toAvro(received.result());
      case RunEvent.TimerFired fired ->
          new dev.baton.schemas.TimerFired(fired.timer(), fired.due());
      case RunEvent.Routed e -> wrap(frame(e, e.tenant(), e.madeAt()), body(e));
      case RunEvent.SignalReceived e ->
          wrap(frame(e, e.tenant(), e.madeAt()), WireMessages.toAvro(e.signal()));
      case RunEvent.ChildAnswered e -> wrap(frame(e, e.tenant(), e.madeAt()), body(e));
      case RunEvent.BudgetDecided e -> wrap(frame(e, e.tenant(), e.madeAt()), body(e));
      case RunEvent.Continued e ->
          wrap(
              frame(e, e.tenant(), e.madeAt()),
              new dev.baton.schemas.Continue(e.work(), e.cursor()));
    };
  }

  private record Frame(RunId run, String tenant, Instant madeAt, Instant at) {}

  private static Frame frame(RunEvent event, String tenant, Instant madeAt) {
    return new Frame(event.runId(), tenant, madeAt, event.at());
  }

  private static dev.baton.schemas.RunEvent wrap(Frame frame, SpecificRecordBase body) {
    return new dev.baton.schemas.RunEvent(
        frame.run().toString(), frame.tenant(), frame.madeAt(), body);
  }

  private static RunEvent routed(Frame frame, dev.baton.schemas.Routed avro) {
    RoutedBody body = ROUTED.fromAvro(avro);
    return new RunEvent.Routed(
        frame.run(),
        frame.tenant(),
        frame.madeAt(),
        frame.at(),
        body.request(),
        body.requestDigest(),
        body.origin(),
        body.route(),
        body.rejection(),
        body.workflow(),
        body.cards(),
        body.nested(),
        body.parent(),
        body.leased());
  }

  private static dev.baton.schemas.Routed body(RunEvent.Routed event) {
    return ROUTED.toAvro(
        new RoutedBody(
            event.request(),
            event.requestDigest(),
            event.origin(),
            event.route(),
            event.rejection(),
            event.workflow(),
            event.cards(),
            event.nested(),
            event.parent(),
            event.leased()));
  }

  private static RunEvent child(Frame frame, ChildBody body) {
    return new RunEvent.ChildAnswered(
        frame.run(),
        frame.tenant(),
        frame.madeAt(),
        frame.at(),
        body.childRunId(),
        body.taskId(),
        body.attempt(),
        body.status(),
        body.fieldsJson(),
        body.content(),
        body.citations(),
        body.usage(),
        body.reason());
  }

  private static dev.baton.schemas.ChildAnswered body(RunEvent.ChildAnswered event) {
    return CHILD.toAvro(
        new ChildBody(
            event.childRunId(),
            event.taskId(),
            event.attempt(),
            event.status(),
            event.fieldsJson(),
            event.content(),
            event.citations(),
            event.usage(),
            event.reason()));
  }

  private static RunEvent budget(Frame frame, BudgetBody body) {
    return new RunEvent.BudgetDecided(
        frame.run(),
        frame.tenant(),
        frame.madeAt(),
        frame.at(),
        body.leaseId(),
        body.granted(),
        body.tokens(),
        body.costMicros(),
        body.reason(),
        body.drained());
  }

  private static dev.baton.schemas.BudgetDecision body(RunEvent.BudgetDecided event) {
    return BUDGET.toAvro(
        new BudgetBody(
            event.leaseId(),
            event.granted(),
            event.tokens(),
            event.costMicros(),
            event.reason(),
            event.drained()));
  }
}
