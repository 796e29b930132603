package dev.baton.provider;

import dev.baton.agent.model.TextListener;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.jspecify.annotations.Nullable;

/** Hands the text of a streamed reply on and keeps its end. Used by one thread. */
final class StreamedReply implements StreamingChatResponseHandler {

  private final TextListener listener;
  private TextListener.@Nullable Beginning text;
  private @Nullable ChatResponse response;
  private @Nullable Throwable failure;

  StreamedReply(TextListener listener) {
    this.listener = listener;
  }

  @Override
  public void onPartialResponse(String piece) {
    TextListener.Beginning begun = text;
    if (begun == null) {
      begun = listener.begin();
      text = begun;
    }
    begun.append(piece);
  }

  @Override
  public void onCompleteResponse(ChatResponse complete) {
    response = complete;
    if (text != null) {
      text.end();
    }
  }

  @Override
  public void onError(Throwable error) {
    failure = failure == null ? error : failure;
  }

  /**
   * The whole reply.
   *
   * @throws RuntimeException if it is not whole
   */
  ChatResponse response() {
    if (failure != null) {
      throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }
    if (response == null) {
      throw new BrokenAnswerException("its provider's stream ended without a reply");
    }
    return response;
  }
}
