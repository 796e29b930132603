package dev.baton.agent.slot;

import java.util.Optional;

/**
 * Says how many tasks may be worked on at the moment, besides the bound on turns: none while
 * nothing that they need can be had, one to try whether it can. Thread-safe.
 */
public interface Intake {

  /** Any number. */
  int ANY = Integer.MAX_VALUE;

  /** Always open. */
  Intake OPEN =
      new Intake() {
        @Override
        public int room() {
          return ANY;
        }

        @Override
        public Optional<String> pausedBecause() {
          return Optional.empty();
        }

        @Override
        public void listen(Runnable listener) {}
      };

  /** How many tasks may be worked on side by side; {@link #ANY} for no bound. */
  int room();

  /** Why no task may be begun, where none may. */
  Optional<String> pausedBecause();

  /** Calls somebody when there is less room than there was. */
  void listen(Runnable listener);
}
