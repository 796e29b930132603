package dev.baton.telemetry;

/**
 * Every meter of Baton's own, with its tags. In Prometheus' form dots are underscores, counters end
 * in {@code _total} and times in {@code _seconds}.
 */
public final class MeterNames {

  // Names of OpenTelemetry's conventions for generative AI.
  /** Tokens of calls to models: a summary for each call. */
  public static final String TOKENS = "gen_ai.client.token.usage";

  /** How long calls to models took. */
  public static final String CALL_TIME = "gen_ai.client.operation.duration";

  /** What calls to models cost, in the installation's currency. */
  public static final String COST = "baton.model.cost";

  /** Where the circuit of a model stands: 1 for the state that it is in. */
  public static final String CIRCUIT = "baton.model.circuit";

  /** How long calls of tools took. */
  public static final String TOOL_TIME = "baton.tool.duration";

  /** Tasks that a worker may work on side by side. */
  public static final String SLOTS = "baton.worker.slots";

  /** Tasks that it works on. */
  public static final String BUSY = "baton.worker.slots.busy";

  /** Whether it takes no tasks for want of a model: 1 or 0. */
  public static final String PAUSED = "baton.worker.paused";

  /** How long executions of tasks took, by what came of them. */
  public static final String TASK_TIME = "baton.task.duration";

  /** Tasks that the broker handed out again. */
  public static final String REDELIVERIES = "baton.task.redeliveries";

  /** Executions that went on where an earlier one had stood. */
  public static final String RESUMED = "baton.task.resumed";

  /** Calls that the journal answered. */
  public static final String JOURNAL_ANSWERS = "baton.journal.answers";

  /** Records that nobody could use. */
  public static final String DEAD_LETTERS = "baton.dead.letters";

  /** How long the router's decisions took, by the stage that decided. */
  public static final String DECISION_TIME = "baton.router.decision.duration";

  /** Requests that the router refused. */
  public static final String REFUSALS = "baton.router.refusals";

  /** Events that the orchestrator applied. */
  public static final String EVENTS = "baton.events";

  /** Runs that began. */
  public static final String RUNS_STARTED = "baton.runs.started";

  /** How long runs took, by how they ended. */
  public static final String RUN_TIME = "baton.run.duration";

  /** What runs cost, in the installation's currency. */
  public static final String RUN_COST = "baton.run.cost";

  /** Tokens that runs used. */
  public static final String RUN_TOKENS = "baton.run.tokens";

  /** Attempts that were given to workers. */
  public static final String DISPATCHES = "baton.task.dispatches";

  /** Attempts that failed, by class. */
  public static final String ATTEMPTS_FAILED = "baton.task.attempts.failed";

  /** Results that came too late or twice. */
  public static final String SUPERSEDED = "baton.results.superseded";

  /** Steps that ended. */
  public static final String STEPS = "baton.steps.ended";

  // Tags.
  public static final String TAG_ROLE = "role";
  public static final String TAG_MODEL = "gen_ai.request.model";
  public static final String TAG_PROVIDER = "gen_ai.provider.name";
  public static final String TAG_OPERATION = "gen_ai.operation.name";
  public static final String TAG_TOKEN_TYPE = "gen_ai.token.type";
  public static final String TAG_ERROR = "error.type";
  public static final String TAG_STATE = "state";
  public static final String TAG_TOOL = "tool";
  public static final String TAG_OUTCOME = "outcome";
  public static final String TAG_KIND = "kind";
  public static final String TAG_CAUSE = "cause";
  public static final String TAG_STAGE = "stage";
  public static final String TAG_TARGET = "target";
  public static final String TAG_CODE = "code";
  public static final String TAG_EVENT = "event";
  public static final String TAG_TENANT = "tenant";
  public static final String TAG_STATUS = "status";
  public static final String TAG_CLASS = "class";

  /** Instead of an empty tag. */
  public static final String NONE = "none";

  /** Micros of the installation's currency in one unit of it. */
  public static final double MICROS = 1_000_000.0;

  private MeterNames() {}
}
