package dev.baton.provider;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.Optional;

/**
 * LangChain4j's two models of one provider's model, which only translate.
 *
 * @param whole asks for a whole reply
 * @param streaming asks for a reply piece by piece
 * @param unsigned what stands for the signature of calls that have none, where the provider wants
 *     one
 */
record ChatModels(ChatModel whole, StreamingChatModel streaming, Optional<String> unsigned) {

  /** Of a provider that signs no calls. */
  ChatModels(ChatModel whole, StreamingChatModel streaming) {
    this(whole, streaming, Optional.empty());
  }
}
