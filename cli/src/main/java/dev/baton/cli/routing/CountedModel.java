package dev.baton.cli.routing;

import dev.baton.router.decision.TargetModel;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A model that is asked so many questions and no more, and whose answers are counted: what another
 * router would cost is a part of what it would change. Thread-safe.
 */
public final class CountedModel implements TargetModel {

  private final TargetModel model;
  private final int most;
  private int begun;
  private Spent spent = new Spent(0, 0, 0, 0, 0, 0);

  /**
   * Counts.
   *
   * @param most questions that are asked at most
   */
  CountedModel(TargetModel model, int most) {
    this.model = model;
    this.most = most;
  }

  /**
   * What was asked, and what that took.
   *
   * @param asked questions
   * @param failed how many of them had no usable answer
   * @param refused questions that were one too many
   * @param tokens read and written
   * @param micros millionths of the installation's currency
   * @param nanos of all questions together
   */
  public record Spent(long asked, long failed, long refused, long tokens, long micros, long nanos) {

    /** For people. */
    public String inWords() {
      return String.format(
          Locale.ROOT,
          "asked %d times, %d without a usable answer, not asked %d times for --model-questions; %d tokens, cost %.6f, %.0f ms each",
          asked,
          failed,
          refused,
          tokens,
          micros / 1e6,
          (double) TimeUnit.NANOSECONDS.toMillis(nanos) / Math.max(1, asked));
    }

    private Spent and(Answer answer, long took) {
      return switch (answer) {
        case Picked(var _, Cost cost) ->
            new Spent(
                asked + 1,
                failed,
                refused,
                tokens + cost.inputTokens() + cost.outputTokens(),
                micros + cost.micros(),
                nanos + took);
        case Failed _ -> new Spent(asked + 1, failed + 1, refused, tokens, micros, nanos + took);
      };
    }
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Answer pick(Question question) {
    if (!mayAsk()) {
      return new Failed("%d questions are asked (expected: at most that many)".formatted(most));
    }
    long start = System.nanoTime();
    Answer answer = model.pick(question);
    long took = System.nanoTime() - start;
    synchronized (this) {
      begun--;
      spent = spent.and(answer, took);
    }
    return answer;
  }

  private synchronized boolean mayAsk() {
    if (spent.asked() + begun < most) {
      begun++;
      return true;
    }
    spent =
        new Spent(
            spent.asked(),
            spent.failed(),
            spent.refused() + 1,
            spent.tokens(),
            spent.micros(),
            spent.nanos());
    return false;
  }

  /** What was asked so far. */
  public synchronized Spent spent() {
    return spent;
  }
}
