package dev.baton.orchestrator.stream;

/**
 * Names and key spaces of the state stores. All of them are on disk and in the changelogs: changing
 * one loses the state.
 */
final class StoreLayout {

  /** The runs; the changelog is named after it. */
  static final String STORE = "runs";

  /** The tenants' ledgers; the changelog is named after it. */
  static final String LEDGER = "ledgers";

  /** Where each tenant's budget stands; in memory, read from its topic at each start. */
  static final String TENANT_BUDGETS = "tenant-budgets";

  /** First byte of the runs' records; the core's own key follows, which begins with the run id. */
  static final byte RECORD = 1;

  /** First byte of the timer index. */
  static final byte TIMER_INDEX = 2;

  /** First byte of the trace contexts of runs whose requests brought one; the run id follows. */
  static final byte TRACE = 3;

  private StoreLayout() {}
}
