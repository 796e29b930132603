package dev.baton.provider.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the stub does with one request. */
public sealed interface StubAnswer {

  /** Says something, and counts tokens for it. */
  record Says(String text, List<Call> calls, Finish finish, Counts counts) implements StubAnswer {
    /** Copies the calls. */
    public Says {
      calls = List.copyOf(calls);
    }
  }

  /** Wants a tool called. */
  record Call(String id, String tool, String argumentsJson) {}

  /** Why it stopped. */
  enum Finish {
    STOP,
    LENGTH,
    REFUSAL
  }

  /**
   * What is charged: tokens sent (the next two included), received, served from the cache, and put
   * into it where that has its own price.
   */
  record Counts(long input, long output, long cached, long written) {
    public Counts(long input, long output, long cached) {
      this(input, output, cached, 0);
    }
  }

  /**
   * Says something piece by piece.
   *
   * @param says what all pieces say together, and what they cost
   * @param pieces the pieces
   * @param pause between two pieces
   * @param then what comes after the last piece
   */
  record Streams(Says says, List<String> pieces, Duration pause, Then then) implements StubAnswer {
    /** Copies the pieces. */
    public Streams {
      pieces = List.copyOf(pieces);
    }

    /** Word by word, without a pause, to its end. */
    static Streams of(Says says) {
      boolean silent = says.text().isEmpty() || says.finish() == Finish.REFUSAL;
      List<String> words = silent ? List.of() : List.of(says.text().split("(?<= )"));
      return new Streams(says, words, Duration.ZERO, Then.COMPLETES);
    }
  }

  /** What comes after the pieces of a stream. */
  enum Then {
    /** The end with its reason and counts. */
    COMPLETES,
    /** Nothing, with the connection open until the stub is closed. */
    STALLS,
    /** The connection breaks. */
    BREAKS,
    /** The connection ends as if all had been said. */
    STOPS,
    /** An error in the stream. */
    FAILS
  }

  /** An error of HTTP with a body as it stands. */
  record Failed(int code, String body) implements StubAnswer {}

  /** An error of HTTP. */
  record Status(int code, Map<String, String> headers, String message) implements StubAnswer {
    /** Copies the headers. */
    public Status {
      headers = Map.copyOf(headers);
    }
  }

  /** A body as it stands, with status 200. */
  record Raw(String body) implements StubAnswer {}

  /** Sends half of an answer and then nothing more, until the stub is closed. */
  record Stalls() implements StubAnswer {}

  /** Promises a longer body than it sends, and closes the connection. */
  record Breaks() implements StubAnswer {}

  /** A plain text that cost 100 tokens in and 10 out. */
  static Says text(String text) {
    return new Says(text, List.of(), Finish.STOP, new Counts(100, 10, 0));
  }

  /** The pieces of a text that would cost as much, and what comes after them. */
  static Streams streams(Then then, String... pieces) {
    return new Streams(text(String.join("", pieces)), List.of(pieces), Duration.ZERO, then);
  }

  /** One call of a tool, at the same cost. */
  static Says call(String tool, String argumentsJson) {
    return new Says(
        "", List.of(new Call("call-1", tool, argumentsJson)), Finish.STOP, new Counts(100, 10, 0));
  }
}
