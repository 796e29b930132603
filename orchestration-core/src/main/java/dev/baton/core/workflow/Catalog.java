package dev.baton.core.workflow;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a definition may name besides its own steps.
 *
 * @param roles the known roles and the skills of each; absent means that any may be named
 * @param workflows the known workflows; absent means that any may be named
 */
public record Catalog(Optional<Map<String, Set<String>>> roles, Optional<Set<String>> workflows) {
  /** Takes every name on trust: whoever carries the workflow out looks again. */
  public static final Catalog UNKNOWN = new Catalog(Optional.empty(), Optional.empty());

  /** Copies the collections. */
  public Catalog {
    roles = roles.map(Map::copyOf);
    workflows = workflows.map(Set::copyOf);
  }

  /** The same without a bound on workflows. */
  public Catalog anyWorkflow() {
    return new Catalog(roles, Optional.empty());
  }
}
