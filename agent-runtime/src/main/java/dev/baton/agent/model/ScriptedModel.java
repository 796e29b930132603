package dev.baton.agent.model;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.schemas.FailureClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Says what a script says: for trying a fleet, demonstrations and tests without a provider. The
 * first rule that matches answers. Thread-safe.
 *
 * <pre>
 * name: scripted-writer
 * rules:
 *   - purpose: draft            # all conditions are optional
 *     match: "retention"        # regular expression, searched in the last message
 *     turn: 1                   # turn of the conversation, from 1
 *     call: 1                   # how often the conditions above have held, from 1
 *     reply: "Seven days. [1]"
 *     toolCalls: [{tool: search-documents, arguments: {query: retention}}]
 *     delay: 50                 # milliseconds
 *   - fail: TRANSIENT           # a failure class instead of a reply
 *     message: "overloaded"
 * </pre>
 */
public final class ScriptedModel implements ModelClient {

  private static final int CHARS_PER_TOKEN = 4;

  private final String name;
  private final List<ScriptRule> rules;
  private final Pause pause;
  private final AtomicIntegerArray calls;

  /** Waits; tests put a driven one in its place. */
  @FunctionalInterface
  public interface Pause {
    /**
     * Waits.
     *
     * @param duration how long
     * @throws InterruptedException if the caller was interrupted
     */
    void pause(Duration duration) throws InterruptedException;
  }

  private ScriptedModel(String name, List<ScriptRule> rules, Pause pause) {
    this.name = name;
    this.rules = List.copyOf(rules);
    this.pause = pause;
    this.calls = new AtomicIntegerArray(rules.size());
  }

  /**
   * A model from a script's text.
   *
   * @param yaml the script
   * @param source where it comes from, for messages
   * @param pause how delays are waited for
   * @throws IllegalArgumentException if a key is unknown or has a bad value
   */
  public static ScriptedModel parse(String yaml, String source, Pause pause) {
    ScriptReader reader = new ScriptReader(yaml, source);
    return new ScriptedModel(reader.name(), reader.rules(), pause);
  }

  /**
   * A model from a script in a file; delays are real.
   *
   * @param file the script
   * @throws IllegalArgumentException if it cannot be read or is wrong
   */
  public static ScriptedModel fromFile(Path file) {
    try {
      return parse(
          Files.readString(file, StandardCharsets.UTF_8),
          file.toString(),
          duration -> Thread.sleep(duration));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "model script: %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline, TextListener listener)
      throws InterruptedException {
    ModelReply reply = call(request, deadline);
    TextListener.Beginning text = listener.begin();
    text.append(reply.text());
    text.end();
    return reply;
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline) throws InterruptedException {
    String last = request.messages().isEmpty() ? "" : textOf(request.messages().getLast());
    for (int i = 0; i < rules.size(); i++) {
      ScriptRule rule = rules.get(i);
      if (rule.matches(request, last)) {
        int call = calls.incrementAndGet(i);
        if (rule.call().map(n -> n == call).orElse(true)) {
          return say(rule.answer(), last);
        }
      }
    }
    throw new TaskFailureException(
        FailureClass.PERMANENT,
        "model %s: no rule for purpose %s (expected: one of %d rules to match)"
            .formatted(name, request.purpose(), rules.size()));
  }

  private ModelReply say(ScriptRule.Answer answer, String last) throws InterruptedException {
    if (answer.delay().isPositive()) {
      pause.pause(answer.delay());
    }
    if (answer.fail().isPresent()) {
      throw new TaskFailureException(
          answer.fail().get(), "model %s: %s".formatted(name, answer.message()));
    }
    return new ModelReply(
        name,
        answer.text(),
        answer.toolCalls(),
        last.length() / CHARS_PER_TOKEN,
        answer.text().length() / CHARS_PER_TOKEN,
        0);
  }

  private static String textOf(ModelMessage message) {
    return switch (message) {
      case ModelMessage.User(String text) -> text;
      case ModelMessage.Assistant(String text, _) -> text;
      case ModelMessage.ToolOutput(_, _, String text) -> text;
    };
  }
}
