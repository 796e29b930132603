package dev.baton.core.run;

import dev.baton.core.message.FailureClass;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
    return purses.stream().flatMap(purse -> refusal(purse).stream()).findFirst();
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
    return purses.stream().flatMap(this::share).min(Long::compare);
  }

  private Stream<Long> share(Purse purse) {
    return purse.bound().stream()
        .map(there -> (there - purse.taken()) / purse.expected())
        .map(equal -> Math.max(Math.min(most, equal), Math.min(least, most)));
  }
}
