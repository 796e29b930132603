package dev.baton.agent.kafka;

import dev.baton.schemas.AccountUse;
import java.util.List;
import java.util.Optional;

/**
 * What a pod says about itself in a heartbeat.
 *
 * @param slots how many tasks it can work on at once
 * @param busy how many it works on
 * @param accounts how it uses the accounts whose limits it shares
 * @param pausedBecause why it takes no tasks although it could work
 */
public record PodState(
    int slots, int busy, List<AccountUse> accounts, Optional<String> pausedBecause) {

  /** Copies the list. */
  public PodState {
    accounts = List.copyOf(accounts);
  }

  /** The same pod on its way out: it uses no account any more, and what it used still counts. */
  PodState leaving() {
    return new PodState(
        slots,
        busy,
        accounts.stream().map(use -> AccountUse.newBuilder(use).setSharers(0).build()).toList(),
        pausedBecause);
  }

  /** What others must know soon: by how many pods it divides its accounts, whether it pauses. */
  List<Object> news() {
    return List.of(
        accounts.stream().map(AccountUse::getSharers).toList(), pausedBecause.isPresent());
  }
}
