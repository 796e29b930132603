package dev.baton.provider.testing;

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

  /** What is charged: tokens sent (cached ones included), received, and served from the cache. */
  record Counts(long input, long output, long cached) {}

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

  /** One call of a tool, at the same cost. */
  static Says call(String tool, String argumentsJson) {
    return new Says(
        "", List.of(new Call("call-1", tool, argumentsJson)), Finish.STOP, new Counts(100, 10, 0));
  }
}
