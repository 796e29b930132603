package dev.baton.core.run;

import dev.baton.core.id.Digests;
import dev.baton.core.message.ResultBody;

/**
 * One handoff of a task.
 *
 * @param fromRole who passed it on
 * @param handoff what was passed on, and to whom
 */
public record Hop(String fromRole, ResultBody.Handoff handoff) {
  /** Equal for two handoffs by which a task stands at the same place. */
  String stateDigest() {
    return Digests.sha256(handoff.goal().strip(), handoff.state().strip());
  }
}
