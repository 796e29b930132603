package dev.baton.core.id;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Derives run ids: version 5 UUIDs over length-prefixed parts, so that no two different lists of
 * parts are the same bytes. Stateless and thread-safe.
 */
public final class RunIds {
  /** Namespace of Baton's run ids. Changing it changes every run id. */
  private static final UUID NAMESPACE = UUID.fromString("8f1d6a52-5b0e-5c8e-9a2b-6d0f4b9a7c11");

  private RunIds() {}

  /** The run of a request that carries an idempotency key. */
  public static RunId ofKey(String tenant, String idempotencyKey) {
    return uuid("key", tenant, idempotencyKey);
  }

  /** The run of a request without a key: each record is a run of its own. */
  public static RunId ofOrigin(String tenant, String topicId, int partition, long offset) {
    return uuid("origin", tenant, topicId, Integer.toString(partition), Long.toString(offset));
  }

  /** The child run that carries out one attempt of a parent's task. */
  public static RunId ofChild(TaskId parentTask, int attempt) {
    return uuid("child", parentTask.value(), Integer.toString(attempt));
  }

  private static RunId uuid(String... parts) {
    byte[] hash =
        Digests.sha1(
            ByteBuffer.allocate(16)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits())
                .array(),
            Digests.lengthPrefixed(parts));
    hash[6] = (byte) ((hash[6] & 0x0f) | 0x50);
    hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
    ByteBuffer bytes = ByteBuffer.wrap(hash);
    return new RunId(new UUID(bytes.getLong(), bytes.getLong()));
  }
}
