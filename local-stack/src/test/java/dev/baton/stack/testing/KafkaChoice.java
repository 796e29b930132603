package dev.baton.stack.testing;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which broker the tests use.
 *
 * @param inContainer whether a container runs it
 * @param reason one line that says what was chosen and why
 */
record KafkaChoice(boolean inContainer, String reason) {

  /**
   * @param asked the property's value
   * @param obstacle asks what keeps a container from being used; only called if one is asked for
   */
  static KafkaChoice of(String asked, Supplier<Optional<String>> obstacle) {
    return switch (asked) {
      case "local" -> new KafkaChoice(false, "Tests use the real local broker: as configured");
      case "testcontainers" ->
          obstacle
              .get()
              .map(why -> new KafkaChoice(false, "Tests use the real local broker: " + why))
              .orElseGet(() -> new KafkaChoice(true, "Tests use a broker in a container"));
      case String other ->
          throw new IllegalArgumentException(
              TestKafka.PROPERTY + ": " + other + " (expected: local or testcontainers)");
    };
  }
}
