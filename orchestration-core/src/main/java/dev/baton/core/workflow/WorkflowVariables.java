package dev.baton.core.workflow;

import dev.baton.core.cel.CelEnvironment;
import dev.baton.core.cel.CelKind;
import java.util.List;
import java.util.Map;

/** The variables that a workflow's expressions may name. */
public final class WorkflowVariables {
  /**
   * A map from step names to what became of them: {@code status}, {@code fields} (the result's
   * fields; empty where there is no result) and {@code items} (the fields of each result of a
   * fan-out, in the order of the items).
   */
  public static final String STEPS = "steps";

  /** What an expression may look at of a step: its result's fields. */
  static final String FIELDS = "fields";

  /** What an expression may look at of a step: the fields of each result of its fan-out. */
  static final String ITEMS = "items";

  /** What an expression may look at of a step: how it ended. */
  static final String STATUS = "status";

  /** All that an expression may look at of a step. */
  static final List<String> ATTRIBUTES = List.of(FIELDS, ITEMS, STATUS);

  /** The status of a step that has not had its turn. */
  public static final String NOT_STARTED = "NOT_STARTED";

  /** Every status that an expression may see. */
  public static final List<String> STATUSES =
      List.of("CANCELLED", "FAILED", NOT_STARTED, "PARTIAL", "SKIPPED", "SUCCEEDED");

  /** The run's goal. */
  public static final String GOAL = "goal";

  /** The request's named inputs. */
  public static final String INPUTS = "inputs";

  /** The round of the loop, from 0. */
  public static final String ROUND = "round";

  /** Compiles a workflow's expressions. */
  public static final CelEnvironment ENVIRONMENT =
      CelEnvironment.of(
          Map.of(
              STEPS, CelKind.MAP,
              GOAL, CelKind.STRING,
              INPUTS, CelKind.STRING_MAP,
              ROUND, CelKind.INT));

  private WorkflowVariables() {}
}
