package dev.baton.worker.coder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;

/**
 * What came of testing a program.
 *
 * @param passed whether it ended with exit code 0
 * @param ending how it ended, in plain words
 * @param text the log: the ends of both outputs; untrusted
 */
record TestLog(boolean passed, String ending, String text) {

  /** Of each output; what matters in a log stands at its end. */
  private static final int MAX_CHARS = 4_000;

  /** Reads what {@link RunCodeTool} says. */
  static TestLog read(String toolOutput) {
    ObjectNode tree = Json.readObject(toolOutput).orElseGet(Json::object);
    boolean compiled = tree.path("compiled").asBoolean();
    String ending = (compiled ? "" : "not compiled: ") + tree.path("ending").asText("no result");
    String text =
        ending
            + part("stdout", tree.path("stdout").asText())
            + part("stderr", tree.path("stderr").asText());
    return new TestLog(tree.path("passed").asBoolean(), ending, text);
  }

  /** A program that could not be run as it is. */
  static TestLog notRun(String reason) {
    return new TestLog(false, "not run", reason);
  }

  private static String part(String name, String text) {
    if (text.isBlank()) {
      return "";
    }
    String end =
        text.length() <= MAX_CHARS ? text : "…" + text.substring(text.length() - MAX_CHARS);
    return "\n" + name + ":\n" + end.stripTrailing();
  }
}
