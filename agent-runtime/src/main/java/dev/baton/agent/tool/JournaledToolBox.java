package dev.baton.agent.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.journal.ExecutionJournal;
import dev.baton.agent.journal.JournaledCall;
import dev.baton.agent.json.Json;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.JournalKind;
import dev.baton.schemas.Task;
import dev.baton.schemas.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The tools as one execution sees them: only those that the card allows, each call journaled and
 * bounded in time and output. A tool's refusal is journaled as well, so that a resumed execution
 * sees the same. Used by one thread at a time.
 */
public final class JournaledToolBox implements ToolBox {

  private final ToolCatalogue catalogue;
  private final Task task;
  private final ExecutionJournal journal;
  private final Instant deadline;
  private final InstantSource clock;
  private final Map<String, Integer> occurrences = new HashMap<>();

  /**
   * The tools of one execution.
   *
   * @param catalogue the allowed tools
   * @param task for which they are called
   * @param journal where the calls are recorded
   * @param deadline of the execution
   * @param clock tells how much of it is left
   */
  public JournaledToolBox(
      ToolCatalogue catalogue,
      Task task,
      ExecutionJournal journal,
      Instant deadline,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.task = task;
    this.journal = journal;
    this.deadline = deadline;
    this.clock = clock;
  }

  @Override
  public List<ToolSpec> specs() {
    return catalogue.tools().values().stream().map(Tool::spec).toList();
  }

  @Override
  public ToolOutput call(String name, String argumentsJson) throws InterruptedException {
    Map<String, Tool> tools = catalogue.tools();
    Tool tool = tools.get(name);
    if (tool == null) {
      throw ToolException.malformed(
          "tool: %s is not allowed (allowed: %s)".formatted(name, tools.keySet()));
    }
    String canonical = canonical(tool, argumentsJson);
    int occurrence = occurrences.merge(name + '\n' + canonical, 1, Integer::sum);
    String key = idempotencyKey(name, canonical, occurrence);
    String digest =
        Json.sha256(Json.canonical(Json.object().put("tool", name).put("arguments", canonical)));
    String reply =
        journal.answer(
            JournalKind.TOOL_CALL,
            name,
            digest,
            () -> make(tool, new ToolInvocation(canonical, task, key, callDeadline())));
    return read(reply);
  }

  private String canonical(Tool tool, String argumentsJson) {
    String name = tool.spec().name();
    int max = catalogue.limits().maxArgumentChars();
    if (argumentsJson.length() > max) {
      throw ToolException.malformed(
          "arguments of %s: %d characters (expected: at most %d)"
              .formatted(name, argumentsJson.length(), max));
    }
    String canonical =
        Json.readObject(argumentsJson)
            .map(Json::canonical)
            .orElseThrow(() ->
                ToolException.malformed(
                    "arguments of %s: no JSON object (expected: one that fits the tool's schema)"
                        .formatted(name)));
    catalogue
        .complaint(tool, canonical)
        .ifPresent(complaint -> {
          throw ToolException.malformed("arguments of %s: %s".formatted(name, complaint));
        });
    return canonical;
  }

  /** Length-prefixed, so that no two different calls share a key. */
  private String idempotencyKey(String name, String canonical, int occurrence) {
    StringBuilder text = new StringBuilder();
    for (String part : List.of(task.getTaskId(), name, canonical, Integer.toString(occurrence))) {
      text.append(part.length()).append(':').append(part);
    }
    return Json.sha256(text.toString());
  }

  private Instant callDeadline() {
    Instant latest = clock.instant().plus(catalogue.limits().timeout());
    return latest.isBefore(deadline) ? latest : deadline;
  }

  private JournaledCall.Reply make(Tool tool, ToolInvocation call) throws InterruptedException {
    long begin = System.nanoTime();
    ObjectNode reply = Json.object();
    try {
      ToolOutput output = catalogue.watch().around(tool.spec().name(), call, () -> run(tool, call));
      reply.put("text", bounded(output.text()));
    } catch (ToolException e) {
      reply.put("error", bounded(String.valueOf(e.getMessage())));
    }
    long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
    Usage usage = Usage.newBuilder().setToolCalls(1).setDurationMillis(millis).build();
    return new JournaledCall.Reply(Json.canonical(reply), usage);
  }

  private ToolOutput run(Tool tool, ToolInvocation call) throws InterruptedException {
    Duration left = Duration.between(clock.instant(), call.deadline());
    if (!left.isPositive()) {
      throw new TaskFailureException(
          FailureClass.TIMEOUT,
          "tool %s: no time left (expected: a deadline ahead)".formatted(tool.spec().name()));
    }
    Future<ToolOutput> running = catalogue.executor().submit(() -> tool.run(call));
    try {
      return running.get(left.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ToolException(
          "tool %s: no output after %s; its outcome is unknown".formatted(tool.spec().name(), left),
          e);
    } catch (ExecutionException e) {
      throw refusal(tool, e.getCause() == null ? e : e.getCause());
    } finally {
      running.cancel(true);
    }
  }

  private static RuntimeException refusal(Tool tool, Throwable cause) throws InterruptedException {
    return switch (cause) {
      case ToolException refused -> refused;
      case TaskFailureException failure -> failure;
      case InterruptedException interrupted -> throw interrupted;
      default ->
          new ToolException("tool %s: failed with %s".formatted(tool.spec().name(), cause), cause);
    };
  }

  private String bounded(String text) {
    int max = catalogue.limits().maxOutputChars();
    return text.length() <= max
        ? text
        : text.substring(0, max)
            + "\n[cut: %d of %d characters shown]".formatted(max, text.length());
  }

  private static ToolOutput read(String replyJson) {
    ObjectNode reply =
        Json.readObject(replyJson)
            .orElseThrow(
                () -> new IllegalStateException("journal: output of a tool is no JSON object"));
    if (reply.has("error")) {
      throw new ToolException(reply.path("error").asText());
    }
    return new ToolOutput(reply.path("text").asText());
  }
}
