package dev.baton.agent.slot;

/**
 * Who works.
 *
 * @param role the role
 * @param pod the pod's name
 */
public record WorkerIdentity(String role, String pod) {

  /** The worker's name as it stands in results. */
  public String worker() {
    return role + "@" + pod;
  }
}
