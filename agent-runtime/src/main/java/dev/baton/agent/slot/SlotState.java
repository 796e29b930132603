package dev.baton.agent.slot;

import java.time.Instant;

/** Where a slot group stands. */
public sealed interface SlotState {

  /** No record in hand: the next step polls, or closes where the group drains. */
  record Idle() implements SlotState {}

  /**
   * Records in hand, worked on or waiting for their turn.
   *
   * @param renewAt when their locks are renewed
   */
  record Running(Instant renewAt) implements SlotState {}

  /**
   * Renewed records are on their way back.
   *
   * @param until when those that are not back count as lost
   */
  record Renewing(Instant until) implements SlotState {}

  /** Left the share group. */
  record Closed() implements SlotState {}
}
