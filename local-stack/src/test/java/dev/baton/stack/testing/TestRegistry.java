package dev.baton.stack.testing;

import dev.baton.stack.LocalRegistry;
import dev.baton.stack.RegistryOptions;
import dev.baton.stack.StackFiles;

/**
 * One real schema registry per test JVM, started at the first use and ended at the JVM's exit.
 * Tests share it, so each must name its own subjects. Safe for use from any thread.
 */
public final class TestRegistry {
  private final LocalRegistry registry;

  private TestRegistry(LocalRegistry registry) {
    this.registry = registry;
  }

  /** The JVM's registry. */
  public static TestRegistry shared() {
    return Holder.SHARED;
  }

  /** The registry's root, without a trailing slash. */
  public String url() {
    return registry.url();
  }

  /** The Confluent-compatible interface. */
  public String ccompatUrl() {
    return registry.ccompatUrl();
  }

  /** The registry's own interface, which Apicurio's serializers speak. */
  public String apicurioUrl() {
    return registry.apicurioUrl();
  }

  private static TestRegistry start() {
    StackFiles files = StackFiles.locate();
    return new TestRegistry(
        TestFolders.start(
            "registry",
            folder -> LocalRegistry.start(RegistryOptions.in(folder, files).withEmptyState())));
  }

  private static final class Holder {
    static final TestRegistry SHARED = start();
  }
}
