package dev.baton.orchestrator.cluster;

import java.util.List;

/** The cluster is not set up as the orchestrator needs it. */
public final class StartRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartRefusedException(List<String> violations) {
    super(
        "orchestrator refuses to start: %s. Run `baton cluster apply`, which sets topics, groups and features."
            .formatted(String.join("; ", violations)));
  }
}
