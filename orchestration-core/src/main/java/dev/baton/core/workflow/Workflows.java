package dev.baton.core.workflow;

import dev.baton.core.message.WorkflowDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The workflows that come with Baton. Stateless and thread-safe. */
public final class Workflows {
  private static final List<String> BUNDLED = List.of("answer", "fanout");

  private Workflows() {}

  /**
   * The workflow of a route that leads to one agent: a single step named after the role. Version 1
   * of agent-ROLE.
   */
  public static WorkflowDefinition singleStep(String role) {
    return WorkflowParser.definition(
        """
        name: agent-%1$s
        version: 1
        description: One task for the role %1$s.
        steps:
          %1$s:
            agent: %1$s
            onMissing: fail
        """
            .formatted(role));
  }

  /** The bundled definitions, by name. */
  public static List<WorkflowDefinition> bundled() {
    return BUNDLED.stream().map(Workflows::bundled).toList();
  }

  /**
   * One bundled definition.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static WorkflowDefinition bundled(String name) {
    if (!BUNDLED.contains(name)) {
      throw new IllegalArgumentException(
          "workflow: \"" + name + "\" (expected one of: " + String.join(", ", BUNDLED) + ")");
    }
    try (InputStream body = Workflows.class.getResourceAsStream("/workflows/" + name + ".yaml")) {
      if (body == null) {
        throw new IllegalStateException("workflows/" + name + ".yaml is not on the class path");
      }
      return WorkflowParser.definition(new String(body.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("workflows/" + name + ".yaml cannot be read", e);
    }
  }
}
