package dev.baton.cli.cluster;

/**
 * One thing that was changed, or would have to be.
 *
 * @param kind what became of it
 * @param what the thing and its change, in one line
 */
public record ClusterChange(Kind kind, String what) {

  /** What became of it. */
  public enum Kind {
    /** It was not there. */
    CREATED,
    /** It was otherwise. */
    UPDATED,
    /** It is otherwise and must not be changed here: a person has to decide. */
    DIFFERS
  }

  static ClusterChange created(String what) {
    return new ClusterChange(Kind.CREATED, what);
  }

  static ClusterChange updated(String what) {
    return new ClusterChange(Kind.UPDATED, what);
  }

  static ClusterChange differs(String what) {
    return new ClusterChange(Kind.DIFFERS, what);
  }
}
