package dev.baton.provider;

import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.ToolCall;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a request into LangChain4j's words. */
final class ChatRequests {

  /** What a turn without words is said to be: providers refuse empty messages. */
  private static final String NO_TEXT = "(no text)";

  /** Under which name LangChain4j keeps the signature of a turn's calls. */
  static final String SIGNATURE = "thinking_signature";

  private ChatRequests() {}

  /**
   * A request.
   *
   * @param unsigned what stands for the signature of calls that have none, where the provider wants
   *     one; empty where it knows none
   */
  static ChatRequest of(ModelRequest request, String model, Optional<String> unsigned) {
    List<ChatMessage> messages = new ArrayList<>();
    if (!request.system().isBlank()) {
      messages.add(SystemMessage.from(request.system()));
    }
    request.messages().forEach(message -> messages.add(message(message, unsigned)));
    ChatRequest.Builder builder =
        ChatRequest.builder()
            .messages(messages)
            .modelName(model)
            .maxOutputTokens(request.maxOutputTokens());
    if (!request.tools().isEmpty()) {
      builder.toolSpecifications(request.tools().stream().map(ToolSpecifications::of).toList());
    }
    request.outputSchema().ifPresent(schema -> builder.responseFormat(format(request, schema)));
    return builder.build();
  }

  private static ChatMessage message(ModelMessage message, Optional<String> unsigned) {
    return switch (message) {
      case ModelMessage.User(String text) -> UserMessage.from(text.isBlank() ? NO_TEXT : text);
      case ModelMessage.Assistant(String text, List<ToolCall> calls) ->
          assistant(text, calls, unsigned);
      case ModelMessage.ToolOutput(String callId, String tool, String text) ->
          ToolExecutionResultMessage.from(callId, tool, text.isBlank() ? NO_TEXT : text);
    };
  }

  private static AiMessage assistant(String text, List<ToolCall> calls, Optional<String> unsigned) {
    if (calls.isEmpty()) {
      return AiMessage.from(text.isBlank() ? NO_TEXT : text);
    }
    AiMessage.Builder message =
        AiMessage.builder().toolExecutionRequests(calls.stream().map(ChatRequests::call).toList());
    if (!text.isBlank()) {
      message.text(text);
    }
    unsigned.ifPresent(otherwise ->
        message.attributes(Map.of(SIGNATURE, calls.getFirst().signature().orElse(otherwise))));
    return message.build();
  }

  private static ToolExecutionRequest call(ToolCall call) {
    return ToolExecutionRequest.builder()
        .id(call.id())
        .name(call.tool())
        .arguments(call.argumentsJson().isBlank() ? "{}" : call.argumentsJson())
        .build();
  }

  private static ResponseFormat format(ModelRequest request, String schema) {
    return ResponseFormat.builder()
        .type(ResponseFormatType.JSON)
        .jsonSchema(
            JsonSchema.builder()
                .name(request.purpose().replaceAll("[^A-Za-z0-9_-]", "_"))
                .rootElement(JsonRawSchema.from(schema))
                .build())
        .build();
  }
}
