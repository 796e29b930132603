package dev.baton.provider;

import dev.baton.agent.model.TextListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it hears, each beginning apart. */
final class Heard implements TextListener {

  final List<Text> texts = new CopyOnWriteArrayList<>();

  /** One beginning. */
  static final class Text implements Beginning {
    final List<String> pieces = new CopyOnWriteArrayList<>();
    volatile long firstAt;
    volatile boolean ended;

    @Override
    public void append(String piece) {
      if (pieces.isEmpty()) {
        firstAt = System.nanoTime();
      }
      pieces.add(piece);
    }

    @Override
    public void end() {
      ended = true;
    }
  }

  @Override
  public Beginning begin() {
    Text text = new Text();
    texts.add(text);
    return text;
  }
}
