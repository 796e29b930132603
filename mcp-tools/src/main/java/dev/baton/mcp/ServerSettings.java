package dev.baton.mcp;

import java.time.Duration;
import java.util.Set;

/**
 * A server as it is configured.
 *
 * @param name by which cards know it
 * @param endpoint how it is reached
 * @param timeout of connecting and of each call
 * @param maxOutputChars of a tool's output that are kept, in UTF-16 units
 * @param tools the only ones that cards may use; every one where it is empty
 */
record ServerSettings(
    String name, Endpoint endpoint, Duration timeout, int maxOutputChars, Set<String> tools) {

  ServerSettings {
    tools = Set.copyOf(tools);
  }

  boolean permits(String tool) {
    return tools.isEmpty() || tools.contains(tool);
  }
}
