package dev.baton.topics;

/**
 * One thing that a principal may do with a topic.
 *
 * @param principal who
 * @param access what
 */
public record Right(Principal principal, Access access) {

  /** What may be done with a topic. */
  public enum Access {
    /** Produce records. */
    WRITE,
    /** Consume records. */
    READ
  }

  /** The right to produce. */
  public static Right write(Principal principal) {
    return new Right(principal, Access.WRITE);
  }

  /** The right to consume. */
  public static Right read(Principal principal) {
    return new Right(principal, Access.READ);
  }
}
