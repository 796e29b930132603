package dev.baton.orchestrator.cluster;

/** The cluster did not answer, or answered with an error. */
public final class ClusterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
