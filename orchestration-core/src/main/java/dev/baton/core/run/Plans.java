package dev.baton.core.run;

import dev.baton.core.run.RunRecord.DefinitionRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was worked out once and serves many events: compiled plans, the most recently used {@value
 * #CAPACITY} of them, and the ids of tasks. Thread-safe.
 */
final class Plans {
  private static final int CAPACITY = 256;

  private final Map<String, Plan> byDigest = recent();
  private final Map<DefinitionRecord, Plan> byDefinition = recent();
  private final TaskIds ids = new TaskIds();

  /** Most events are of the plan of the event before: found without a lock and a search. */
  private volatile @Nullable Plan last;

  private static <K> Map<K, Plan> recent() {
    return new LinkedHashMap<>(64, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, Plan> eldest) {
        return size() > CAPACITY;
      }
    };
  }

  TaskIds ids() {
    return ids;
  }

  /** The plan of a run under way, which knows no more of it than the digest. */
  Plan get(String digest, Supplier<DefinitionRecord> definition) {
    Plan recent = last;
    if (recent == null || !recent.digest().equals(digest)) {
      recent = find(byDigest, digest).orElseGet(() -> keep(digest, Plan.of(definition.get())));
      last = recent;
    }
    return recent;
  }

  /**
   * The plan of a new run. To compare two definitions costs less than to digest one.
   *
   * @throws Plan.UnusablePlanException if the definition cannot be carried out
   */
  Plan of(DefinitionRecord definition) {
    return find(byDefinition, definition).orElseGet(() -> keep(definition, Plan.of(definition)));
  }

  private synchronized <K> Optional<Plan> find(Map<K, Plan> plans, K key) {
    return Optional.ofNullable(plans.get(key));
  }

  private synchronized Plan keep(DefinitionRecord definition, Plan plan) {
    byDefinition.put(definition, plan);
    return keep(plan.digest(), plan);
  }

  private synchronized Plan keep(String digest, Plan plan) {
    byDigest.put(digest, plan);
    return plan;
  }
}
