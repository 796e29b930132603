package dev.baton.core.run;

import dev.baton.core.message.FailureClass;
import java.util.List;
import java.util.Optional;

/**
 * A supply of tokens or of money that an attempt is paid from: the run's, and its step's where that
 * has a budget of its own.
 *
 * @param what tokens or cost micros
 * @param purses whose supply it is, the run's first
 * @param least with less an attempt is not worth dispatching
 * @param most more an attempt cannot spend
 */
record Fund(String what, List<Purse> purses, long least, long most) {
  /**
   * What one of them has.
   *
   * @param whose for messages
   * @param bound how much there was; absent means no end
   * @param taken how much is spent or set aside
   * @param expected among how many attempts the rest is to be shared
   */
  record Purse(String whose, Optional<Long> bound, long taken, long expected) {}

  Fund {
    purses = List.copyOf(purses);
  }

  Optional<Failure> refusal() {
    for (Purse purse : purses) {
      Optional<Failure> refusal = refusal(purse);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private Optional<Failure> refusal(Purse purse) {
    return purse
        .bound()
        .filter(there -> there - purse.taken() < least)
        .map(there ->
            new Failure(
                FailureClass.BUDGET,
                "the %s's budget of %d %s is spent (%d, and an attempt needs %d)"
                    .formatted(purse.whose(), there, what, purse.taken(), least)));
  }

  /** What an attempt may have; absent where nothing bounds it. */
  Optional<Long> share() {
    Optional<Long> share = Optional.empty();
    for (Purse purse : purses) {
      if (purse.bound().isPresent()) {
        long own = share(purse, purse.bound().get());
        share = Optional.of(share.isPresent() ? Math.min(share.get(), own) : own);
      }
    }
    return share;
  }

  private long share(Purse purse, long there) {
    long equal = (there - purse.taken()) / purse.expected();
    return Math.max(Math.min(most, equal), Math.min(least, most));
  }
}
