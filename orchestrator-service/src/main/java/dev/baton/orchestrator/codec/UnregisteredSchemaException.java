package dev.baton.orchestrator.codec;

/** The registry has no schema for a topic's values. */
public final class UnregisteredSchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * An omission of the installation.
   *
   * @param topic the topic
   * @param cause what the registry said
   */
  public UnregisteredSchemaException(String topic, Throwable cause) {
    super(
        "subject %s-value: not in the schema registry (expected: `baton cluster apply` registered it)"
            .formatted(topic),
        cause);
  }
}
