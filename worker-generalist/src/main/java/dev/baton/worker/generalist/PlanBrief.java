package dev.baton.worker.generalist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.evidence.Slices;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.json.Json;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.SlicePart;
import dev.baton.schemas.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * What the orchestrator tells a planner, as it lies in the task's slice.
 *
 * @param roles the roles that the plan may use
 * @param maxSteps steps of the plan, from 1
 * @param maxTasks tasks of all its steps together, from 1
 * @param told everything, as it came
 */
record PlanBrief(List<String> roles, int maxSteps, int maxTasks, ObjectNode told) {

  static final String KEY = "planning";

  PlanBrief {
    roles = List.copyOf(roles);
  }

  /**
   * Reads a task's brief.
   *
   * @throws TaskFailureException of class PERMANENT if it has none
   */
  static PlanBrief of(Task task) {
    ObjectNode told =
        Slices.lastPart(task, KEY)
            .map(SlicePart::getFieldsJson)
            .flatMap(Json::readObject)
            .orElseThrow(() -> flaw("no entry (expected: what may be planned)"));
    List<String> roles = new ArrayList<>();
    for (JsonNode role : told.path("roles")) {
      roles.add(role.path("role").asText());
    }
    int maxSteps = told.path("maxSteps").asInt();
    int maxTasks = told.path("maxTasks").asInt();
    if (roles.isEmpty() || maxSteps < 1 || maxTasks < 1) {
      throw flaw("roles, maxSteps or maxTasks is missing (expected: all of them)");
    }
    return new PlanBrief(roles, maxSteps, maxTasks, told);
  }

  boolean allows(String role) {
    return roles.contains(role);
  }

  private static TaskFailureException flaw(String problem) {
    return new TaskFailureException(FailureClass.PERMANENT, "slice " + KEY + ": " + problem);
  }
}
