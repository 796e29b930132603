package dev.baton.router.catalog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a request can go, written {@code agent:ROLE} or {@code workflow:NAME}. */
public sealed interface Target {

  /** The form that every text of a target must have. */
  String EXPECTED = "agent:ROLE or workflow:NAME";

  /** The name of the role or workflow. */
  String name();

  /** A single specialist. */
  record Agent(String name) implements Target {
    @Override
    public String toString() {
      return "agent:" + name;
    }
  }

  /** A published workflow, in its latest version. */
  record Workflow(String name) implements Target {
    @Override
    public String toString() {
      return "workflow:" + name;
    }
  }

  /** Reads the written form; empty where the text has another form. */
  static Optional<Target> parse(String text) {
    Matcher matcher = Form.TARGET.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String name = matcher.group(2);
    return Optional.of(matcher.group(1).equals("agent") ? new Agent(name) : new Workflow(name));
  }

  /** The written form. */
  final class Form {
    private static final Pattern TARGET =
        Pattern.compile("(agent|workflow):([a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)");

    private Form() {}
  }
}
