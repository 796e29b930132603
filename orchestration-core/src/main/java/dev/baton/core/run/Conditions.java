package dev.baton.core.run;

import dev.baton.core.cel.CelExpression;
import dev.baton.core.cel.CelJson;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.WorkflowVariables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a workflow's expressions see. Only the steps that an expression names are read. */
final class Conditions {
  private Conditions() {}

  static boolean test(Draft draft, CelExpression condition) {
    return condition.test(variables(draft, condition));
  }

  /** The items of a fan-out: texts as they are, anything else as JSON. */
  static List<String> items(Draft draft, CelExpression expression) {
    int most = draft.plan().limits().maxSliceLength();
    List<String> items = new ArrayList<>();
    long characters = 0;
    for (Object item : expression.list(variables(draft, expression))) {
      // The list is too long already; how long in full is not worth writing it all.
      String text = characters > most ? "" : item(expression, item, most);
      characters += text.length();
      items.add(text);
    }
    return items;
  }

  private static String item(CelExpression expression, Object item, int most) {
    try {
      return item instanceof String text ? text : CelJson.write(item, most);
    } catch (IllegalArgumentException e) {
      throw expression.noValue("an item " + e.getMessage());
    }
  }

  private static Map<String, Object> variables(Draft draft, CelExpression expression) {
    Map<String, Object> steps = new HashMap<>();
    for (String name : draft.plan().stepsIn(expression)) {
      steps.put(name, stepValue(draft, draft.plan().step(name)));
    }
    return Map.of(
        WorkflowVariables.STEPS,
        steps,
        WorkflowVariables.GOAL,
        draft.request().request().goal(),
        WorkflowVariables.INPUTS,
        draft.request().request().inputs(),
        WorkflowVariables.ROUND,
        (long) draft.header().round());
  }

  private static Map<String, Object> stepValue(Draft draft, Step step) {
    Optional<StepRound> round = lastClosed(draft, step.name());
    String status =
        round.map(at -> draft.step(at).status().name()).orElse(WorkflowVariables.NOT_STARTED);
    List<Map<String, Object>> items = new ArrayList<>();
    round.ifPresent(at ->
        Outputs.eachSuccess(
            draft, at, part -> items.add(CelJson.parseObject(part.output().fieldsJson()))));
    boolean single = step.forEach().isEmpty() && !items.isEmpty();
    // An expression may go through the keys, so they have an order, which Map.of draws by lot in
    // each process.
    Map<String, Object> value = new TreeMap<>();
    value.put("fields", single ? items.get(0) : Map.of());
    value.put("items", items);
    value.put("status", status);
    return value;
  }

  /**
   * Inside a loop a step may look at one that has not had its turn in this round: it sees the round
   * before.
   */
  private static Optional<StepRound> lastClosed(Draft draft, String step) {
    for (int round = draft.current(step).round(); round >= 0; round--) {
      StepRound at = new StepRound(step, round);
      if (draft.findStep(at).filter(record -> record.status().isClosed()).isPresent()) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }
}
