package dev.baton.simulation.law;

import dev.baton.core.message.WorkflowDefinition;
import dev.baton.core.run.RunMachine;
import dev.baton.core.workflow.Workflow;
import dev.baton.core.workflow.WorkflowParser;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What worlds of one lane share because it costs more to make than a world takes to run: the
 * machine with its compiled plans, and parsed workflows. Used by one thread at a time.
 */
public final class Plans {
  private static final int MOST_WORKFLOWS = 64;

  private final RunMachine machine;
  private final Map<String, Workflow> workflows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Workflow> eldest) {
          return size() > MOST_WORKFLOWS;
        }
      };

  private final Map<String, WorkflowDefinition> definitions = new HashMap<>();

  /** Nothing is compiled yet. */
  public Plans(RunMachine machine) {
    this.machine = machine;
  }

  /** Decides what happens in the worlds. */
  public RunMachine machine() {
    return machine;
  }

  /** A definition of a workflow that has no version yet. */
  public WorkflowDefinition definition(String yaml) {
    return definitions.computeIfAbsent(yaml, WorkflowParser::definition);
  }

  /** A parsed definition. */
  public Workflow workflow(String yaml) {
    return workflows.computeIfAbsent(yaml, WorkflowParser::parse);
  }
}
