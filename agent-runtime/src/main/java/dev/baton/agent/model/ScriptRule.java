package dev.baton.agent.model;

import dev.baton.schemas.FailureClass;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One rule of a scripted model. All conditions that are given must hold.
 *
 * @param purpose the request's purpose
 * @param match found somewhere in the text of the last message
 * @param turn which turn of the conversation it is, from 1: one more than the model's messages so
 *     far
 * @param call how often the other conditions of this rule have held, this time included; counted
 *     over all conversations
 * @param answer what is said
 */
record ScriptRule(
    Optional<String> purpose,
    Optional<Pattern> match,
    Optional<Integer> turn,
    Optional<Integer> call,
    Answer answer) {

  /**
   * What a rule says.
   *
   * @param text the reply's text
   * @param toolCalls the reply's calls
   * @param fail fails the call with this class instead
   * @param message of the failure
   * @param delay waited before
   */
  record Answer(
      String text,
      List<ToolCall> toolCalls,
      Optional<FailureClass> fail,
      String message,
      Duration delay) {
    Answer {
      toolCalls = List.copyOf(toolCalls);
    }
  }

  boolean matches(ModelRequest request, String lastText) {
    long assistantTurns =
        request.messages().stream().filter(ModelMessage.Assistant.class::isInstance).count();
    return purpose.map(request.purpose()::equals).orElse(true)
        && match.map(pattern -> pattern.matcher(lastText).find()).orElse(true)
        && turn.map(n -> n == assistantTurns + 1).orElse(true);
  }
}
