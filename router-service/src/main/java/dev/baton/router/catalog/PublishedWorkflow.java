package dev.baton.router.catalog;

import dev.baton.core.workflow.Workflow;
import dev.baton.core.workflow.WorkflowException;
import dev.baton.core.workflow.WorkflowParser;
import dev.baton.core.workflow.Workflows;
import dev.baton.schemas.WorkflowDefinition;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A checked definition with the roles that it names.
 *
 * @param definition as runs are pinned to it
 * @param roles every role that it names itself, fallbacks included
 * @param optionalRoles roles that it does not name but makes use of where they are published
 * @param children every workflow that it names itself as a step
 * @param firstRoles whose tasks every run begins with
 */
public record PublishedWorkflow(
    WorkflowDefinition definition,
    NavigableSet<String> roles,
    NavigableSet<String> optionalRoles,
    NavigableSet<String> children,
    NavigableSet<String> firstRoles) {

  /** Copies the sets. */
  public PublishedWorkflow {
    optionalRoles = Collections.unmodifiableNavigableSet(new TreeSet<>(optionalRoles));
    firstRoles = Collections.unmodifiableNavigableSet(new TreeSet<>(firstRoles));
    roles = Collections.unmodifiableNavigableSet(new TreeSet<>(roles));
    children = Collections.unmodifiableNavigableSet(new TreeSet<>(children));
  }

  /**
   * Checks a definition as it was published.
   *
   * @throws WorkflowException if its body cannot be used
   * @throws IllegalArgumentException if it says other things than its body
   */
  public static PublishedWorkflow of(WorkflowDefinition definition) {
    Workflow body = WorkflowParser.parse(definition.getBody());
    String said = definition.getName() + "@" + definition.getVersion();
    if (!said.equals(body.reference())) {
      throw new IllegalArgumentException(
          "workflow: %s (expected: %s, as its body says)".formatted(said, body.reference()));
    }
    return new PublishedWorkflow(
        definition,
        new TreeSet<>(body.roles()),
        new TreeSet<>(body.optionalRoles()),
        new TreeSet<>(body.children()),
        firstRoles(body));
  }

  /**
   * The workflow of one step that a run of a single agent follows.
   *
   * @throws WorkflowException if the role's name cannot be used
   */
  static PublishedWorkflow ofAgent(String role) {
    dev.baton.core.message.WorkflowDefinition made = Workflows.singleStep(role);
    WorkflowDefinition definition =
        new WorkflowDefinition(
            made.name(),
            made.version(),
            made.digest(),
            made.description(),
            made.examples(),
            made.body());
    NavigableSet<String> alone = new TreeSet<>(Set.of(role));
    return new PublishedWorkflow(definition, alone, new TreeSet<>(), new TreeSet<>(), alone);
  }

  /** A step with a condition may be skipped: no run is sure to begin with it. */
  private static NavigableSet<String> firstRoles(Workflow body) {
    NavigableSet<String> roles = new TreeSet<>();
    body.steps().stream()
        .filter(step -> step.needs().isEmpty() && step.when().isEmpty())
        .forEach(step -> step.work().role().ifPresent(roles::add));
    return roles;
  }

  /** Its key on the topic, name@version. */
  public String key() {
    return name() + "@" + version();
  }

  String name() {
    return definition.getName();
  }

  int version() {
    return definition.getVersion();
  }
}
