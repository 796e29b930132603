package dev.baton.agent.slot;

import dev.baton.agent.journal.ExecutionIdentity;
import dev.baton.agent.model.TextListener;
import dev.baton.redaction.Redactor;
import dev.baton.schemas.PartialText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.IntFunction;

/**
 * Says the texts of an execution's model calls while they are being written. The first piece goes
 * out at once; later ones are gathered for a moment, so that a fast model costs few records.
 * Thread-safe.
 */
final class DraftProgress implements IntFunction<TextListener> {

  /** How long pieces after the first are gathered at most while more of them come. */
  static final Duration GATHER = Duration.ofMillis(40);

  /** The most characters of one record. */
  static final int MAX_PIECE_CHARS = 4_096;

  private final ExecutionIdentity execution;
  private final ProgressSink sink;
  private final Redactor redactor;
  private final InstantSource clock;

  DraftProgress(ExecutionIdentity execution, ExecutionParts parts, InstantSource clock) {
    this(execution, parts.progress(), parts.redactor(), clock);
  }

  DraftProgress(
      ExecutionIdentity execution, ProgressSink sink, Redactor redactor, InstantSource clock) {
    this.execution = execution;
    this.sink = sink;
    this.redactor = redactor;
    this.clock = clock;
  }

  @Override
  public TextListener apply(int call) {
    return new Call(call);
  }

  private final class Call implements TextListener {
    private final int place;
    private int beginnings;

    Call(int place) {
      this.place = place;
    }

    @Override
    public synchronized Beginning begin() {
      return new Draft(this, ++beginnings);
    }

    synchronized boolean isLatest(int beginning) {
      return beginning == beginnings;
    }
  }

  private final class Draft implements TextListener.Beginning {
    private final Call call;
    private final int beginning;
    private final StringBuilder gathered = new StringBuilder();
    private Instant sayAt = Instant.MIN;
    private long offset;

    Draft(Call call, int beginning) {
      this.call = call;
      this.beginning = beginning;
    }

    @Override
    public void append(String piece) {
      gathered.append(piece);
      Instant now = clock.instant();
      if (!now.isBefore(sayAt)) {
        say(redactor.shownUpTo(gathered.toString()));
        sayAt = now.plus(GATHER);
      }
    }

    @Override
    public void end() {
      say(gathered.length());
    }

    /** What may be the beginning of a secret waits until more of it is there. */
    private void say(int upTo) {
      String text = redactor.hide(gathered.substring(0, upTo));
      gathered.delete(0, upTo);
      for (int from = 0; from < text.length(); ) {
        String piece = text.substring(from, cut(text, from));
        if (call.isLatest(beginning)) {
          sink.writing(execution.task(), where(), piece);
        }
        offset += piece.length();
        from += piece.length();
      }
    }

    /** Never between the two halves of a character. */
    private static int cut(String text, int from) {
      int to = Math.min(text.length(), from + MAX_PIECE_CHARS);
      return to < text.length() && Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to;
    }

    private PartialText where() {
      return PartialText.newBuilder()
          .setTaskId(execution.task().getTaskId())
          .setAttempt(execution.task().getAttempt())
          .setExecutionId(execution.executionId())
          .setCall(call.place)
          .setBeginning(beginning)
          .setOffset(offset)
          .build();
    }
  }
}
