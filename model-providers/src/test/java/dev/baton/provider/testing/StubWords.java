package dev.baton.provider.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** How one protocol says what the stub says. */
interface StubWords {

  /** Whether a request asks for a reply piece by piece. */
  boolean streams(StubRequest request);

  /** A whole reply. */
  ObjectNode whole(StubRequest request, StubAnswer.Says says);

  /** What comes before the first piece of a text. */
  List<Event> beginning(StubRequest request, StubAnswer.Counts counts);

  /** One piece of a text. */
  Event piece(String text);

  /** Calls of tools, and the end with its reason and counts. */
  List<Event> end(StubAnswer.Says says);

  /** An error in the middle of a stream. */
  Event error(String message);

  /** One server-sent event; the name may be empty. */
  record Event(String name, String data) {

    Event(ObjectNode data) {
      this("", data.toString());
    }

    String wire() {
      return (name.isEmpty() ? "" : "event: " + name + "\n") + "data: " + data + "\n\n";
    }
  }
}
