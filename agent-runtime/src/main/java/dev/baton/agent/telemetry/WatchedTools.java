package dev.baton.agent.telemetry;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.tool.ToolException;
import dev.baton.agent.tool.ToolInvocation;
import dev.baton.agent.tool.ToolOutput;
import dev.baton.agent.tool.ToolWatch;
import dev.baton.telemetry.TelemetryNames;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.Locale;

/** Tells of each call of a tool: a span {@code execute_tool TOOL} and a meter. Thread-safe. */
final class WatchedTools implements ToolWatch {

  private static final String DONE = "done";
  private static final String REFUSED = "refused";

  private final WorkerTelemetry telemetry;

  WatchedTools(WorkerTelemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public ToolOutput around(String tool, ToolInvocation invocation, Call call)
      throws InterruptedException {
    long begin = System.nanoTime();
    Span span = begin(tool, invocation);
    String outcome = DONE;
    try (Scope _ = span.makeCurrent()) {
      ToolOutput output = call.run();
      telemetry.tracing().content(span, TelemetryNames.TOOL_RESULT, output.text());
      return output;
    } catch (ToolException e) {
      outcome = REFUSED;
      throw e;
    } catch (TaskFailureException e) {
      outcome = e.failureClass().name().toLowerCase(Locale.ROOT);
      throw e;
    } catch (InterruptedException | RuntimeException e) {
      outcome = e.getClass().getName();
      throw e;
    } finally {
      end(span, outcome);
      telemetry.meters().tool(tool, outcome, Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  private Span begin(String tool, ToolInvocation invocation) {
    if (!telemetry.tracing().isOn()) {
      return Span.current();
    }
    Span span =
        telemetry
            .tracing()
            .span(TelemetryNames.span(TelemetryNames.EXECUTE_TOOL, tool), SpanKind.INTERNAL)
            .setAttribute(TelemetryNames.OPERATION, TelemetryNames.EXECUTE_TOOL)
            .setAttribute(TelemetryNames.TOOL, tool)
            .setAttribute(TelemetryNames.TOOL_TYPE, "function")
            .startSpan();
    telemetry.tracing().content(span, TelemetryNames.TOOL_ARGUMENTS, invocation.argumentsJson());
    return span;
  }

  private void end(Span span, String outcome) {
    if (telemetry.tracing().isOn()) {
      if (!outcome.equals(DONE)) {
        span.setAttribute(TelemetryNames.ERROR_TYPE, outcome);
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
    }
  }
}
