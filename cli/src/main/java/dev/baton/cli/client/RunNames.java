package dev.baton.cli.client;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.core.id.RunIds;
import java.util.Locale;

/** Names of runs as people give them. */
public final class RunNames {

  private static final String PATTERN = "[0-9a-f][0-9a-f-]{3,35}";

  private RunNames() {}

  /** The run of a key of the tenant that this command speaks for. */
  public static String ofKey(String idempotencyKey) {
    return RunIds.ofKey(Installation.TENANT, idempotencyKey).toString();
  }

  /**
   * Checks a run's id or the beginning of one.
   *
   * @throws CommandFailure if it is neither
   */
  public static String checked(String run) {
    String lower = run.strip().toLowerCase(Locale.ROOT);
    if (!lower.matches(PATTERN)) {
      throw CommandFailure.usage(
          "run: '%s' (expected: a run's id or at least its first 4 characters, see baton runs)"
              .formatted(run));
    }
    return lower;
  }
}
