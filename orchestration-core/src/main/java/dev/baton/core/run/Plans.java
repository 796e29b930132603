package dev.baton.core.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Compiled plans by digest, the most recently used {@value #CAPACITY} of them. Thread-safe. */
final class Plans {
  private static final int CAPACITY = 256;

  private final Map<String, Plan> plans =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Plan> eldest) {
          return size() > CAPACITY;
        }
      };

  Plan get(String digest, Supplier<Plan> compile) {
    return find(digest).orElseGet(() -> keep(digest, compile.get()));
  }

  private synchronized Optional<Plan> find(String digest) {
    return Optional.ofNullable(plans.get(digest));
  }

  private synchronized Plan keep(String digest, Plan plan) {
    plans.put(digest, plan);
    return plan;
  }
}
