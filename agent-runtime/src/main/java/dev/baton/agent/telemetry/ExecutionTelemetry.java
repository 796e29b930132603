package dev.baton.agent.telemetry;

import dev.baton.schemas.Abandoned;
import dev.baton.schemas.Handoff;
import dev.baton.schemas.JournalKind;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.NeedsInput;
import dev.baton.schemas.Plan;
import dev.baton.schemas.TaskFailed;
import dev.baton.schemas.TaskSucceeded;
import dev.baton.telemetry.Telemetry;
import dev.baton.telemetry.TelemetryNames;
import dev.baton.telemetry.TraceIds;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What is told of one execution. Thread-safe. */
public final class ExecutionTelemetry {

  /** The outcome of an execution of which nothing could be said. */
  private static final String UNSAID = "unsaid";

  private final WorkerTelemetry telemetry;
  private final Span span;
  private final Instant begin;
  private volatile String outcome = UNSAID;

  ExecutionTelemetry(WorkerTelemetry telemetry, Span span, Instant begin) {
    this.telemetry = telemetry;
    this.span = span;
    this.begin = begin;
  }

  /** What is done in this context belongs to the execution. */
  public Context context() {
    return Context.root().with(span);
  }

  /** It goes on where an earlier execution stood. */
  public void resumes(String earlier) {
    telemetry.meters().resumed();
    if (telemetry.tracing().isOn()) {
      span.setAttribute(TelemetryNames.RESUMES, earlier);
      span.addLink(Telemetry.sibling(span.getSpanContext(), TraceIds.span(earlier)));
    }
  }

  /** The journal answered a call: an earlier execution has made and paid it. */
  public void answered(JournalRecord call) {
    boolean model = call.getKind() == JournalKind.MODEL_CALL;
    telemetry.meters().answeredFromJournal(model);
    if (telemetry.tracing().isOn()) {
      span.addEvent(
          TelemetryNames.ANSWERED_FROM_JOURNAL,
          Attributes.of(
              TelemetryNames.OPERATION,
              model ? TelemetryNames.CHAT : TelemetryNames.EXECUTE_TOOL,
              model ? TelemetryNames.REQUEST_MODEL : TelemetryNames.TOOL,
              call.getName(),
              TelemetryNames.CALL_INDEX,
              (long) call.getIndex(),
              TelemetryNames.EXECUTION,
              call.getExecutionId()));
    }
  }

  /** Something was said of it, and is safe. */
  public void said(Object body) {
    outcome = outcome(body);
  }

  private static String outcome(Object body) {
    return switch (body) {
      case TaskSucceeded _ -> "succeeded";
      case TaskFailed failed -> failed.getFailureClass().name().toLowerCase(Locale.ROOT);
      case Handoff _ -> "handoff";
      case Plan _ -> "planned";
      case NeedsInput _ -> "input_needed";
      case Abandoned _ -> "abandoned";
      default -> body.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    };
  }

  /** It has ended. */
  public void end(Instant at) {
    String how = outcome;
    telemetry.meters().task(how, Duration.between(begin, at));
    if (telemetry.tracing().isOn()) {
      span.setAttribute(TelemetryNames.OUTCOME, how);
      if (isError(how)) {
        span.setAttribute(TelemetryNames.ERROR_TYPE, how);
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
    }
  }

  private static boolean isError(String outcome) {
    return switch (outcome) {
      case "succeeded", "handoff", "planned", "input_needed" -> false;
      default -> true;
    };
  }
}
