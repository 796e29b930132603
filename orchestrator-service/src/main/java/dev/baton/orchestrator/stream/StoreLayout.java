package dev.baton.orchestrator.stream;

/**
 * Names and key spaces of the one state store. All of them are on disk and in the changelog:
 * changing one loses the state.
 */
final class StoreLayout {

  /** The store; its changelog is named after it. */
  static final String STORE = "runs";

  /** First byte of the runs' records; the core's own key follows, which begins with the run id. */
  static final byte RECORD = 1;

  /** First byte of the timer index. */
  static final byte TIMER_INDEX = 2;

  private StoreLayout() {}
}
