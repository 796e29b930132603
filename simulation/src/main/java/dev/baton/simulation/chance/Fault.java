package dev.baton.simulation.chance;

/**
 * One way in which a world departs from the calm one. In the calm world everybody answers at once,
 * nothing is lost and nobody lies.
 */
public enum Fault {
  ORCHESTRATOR_DIES_BETWEEN_WRITES(1, "the orchestrator dies between two writes to its store"),
  ORCHESTRATOR_DIES_BEFORE_COMMIT(5, "the orchestrator dies before it commits"),
  ORCHESTRATOR_DIES_AFTER_COMMIT(5, "the orchestrator dies right after it has committed"),
  ORCHESTRATOR_STALLS(3, "the orchestrator stalls so long that another one takes over"),
  ORCHESTRATOR_LEAVES_TRANSACTION(400, "nobody aborts the dead one's transaction before its time"),
  TRANSACTION_ABORTS(5, "the broker refuses to commit the transaction"),
  COMMITS_LATE(150, "the orchestrator takes another record before it commits"),
  RESULTS_FIRST(250, "the orchestrator takes a result before the runs' own records"),
  WORKER_DIES_HOLDING(15, "the worker dies with the task in hand"),
  WORKER_DIES_IN_CALL(20, "the worker dies during a model call"),
  WORKER_DIES_BEFORE_RESULT(15, "the worker dies before its result is produced"),
  WORKER_DIES_AFTER_RESULT(25, "the worker dies between its result and the acknowledgement"),
  WORKER_STALLS(15, "the worker's process stands still beyond its locks"),
  WORKER_LEAVES(8, "the worker is drained and another one takes its place"),
  WORK_IS_SLOW(60, "a model call takes very long"),
  WORK_IGNORES_INTERRUPT(200, "the slow call does not react to an interrupt"),
  CUT_OFF(15, "the worker cannot reach the broker for a while"),
  CUT_OFF_IS_NOTICED(500, "the broker notices the broken connection"),
  BROKER_RESTARTS(6, "the broker restarts"),
  RESULT_NOT_CONFIRMED(25, "a result is safe but its confirmation is lost"),
  RESULT_NOT_PRODUCED(25, "a result does not reach the broker"),
  HINT_LOST(200, "the word that work has begun is lost"),
  JOURNAL_FAILS(20, "the journal cannot be written"),
  JOURNAL_UNREADABLE(20, "the journal cannot be read"),
  CONTROL_LATE(200, "a control message comes late"),
  CONTROL_LOST(150, "a control message is lost"),
  MODEL_FAILS(60, "the model fails"),
  LIES_GARBAGE(15, "the model says garbage"),
  LIES_HUGE_FIELDS(10, "the model says more fields than anybody may"),
  LIES_FOR_ANOTHER_TASK(15, "the worker answers for another task"),
  LIES_ABOUT_ATTEMPT(15, "the worker answers for an attempt that nobody dispatched"),
  LIES_FOR_UNKNOWN_RUN(8, "the worker answers for a run that nobody knows"),
  HANDS_OFF(50, "the model hands the task over"),
  HANDS_OFF_TO_NOBODY(150, "to a role that it may not name"),
  PLANS_UNASKED(10, "the model answers with a plan"),
  LIES_IN_A_PLAN(200, "a plan asks for what its step does not allow"),
  ASKS_A_PERSON(25, "the model asks a person"),
  PERSON_IS_SILENT(200, "a person does not answer"),
  PERSON_INTERFERES(60, "a person sends a signal of its own accord"),
  STRANGER_SPEAKS(30, "a stranger sends a signal"),
  CONTENT_STORE_AWAY(30, "the content store does not answer"),
  LEDGER_IS_SLOW(60, "the tenant's ledger does not speak for a while"),
  REQUEST_SENT_TWICE(100, "the request is sent twice"),
  KEY_USED_AGAIN(30, "the request's key is used for another request"),
  POISON_TASK(20, "a record that is no task lies among the tasks"),
  POISON_RESULT(20, "a record that is no result lies among the results"),
  MESSAGE_IS_SLOW(60, "a message takes long");

  private final int perMille;
  private final String text;

  Fault(int perMille, String text) {
    this.perMille = perMille;
    this.text = text;
  }

  /** Tells its chances from those of other faults, wherever it stands in this list. */
  long salt() {
    return (long) name().hashCode() << 16;
  }

  int perMille() {
    return perMille;
  }

  /** What happens, in plain words. */
  public String text() {
    return text;
  }
}
