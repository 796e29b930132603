package dev.baton.agent.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A role's own instructions: resources, never anything that came with a task. */
public final class Prompts {

  private Prompts() {}

  /**
   * Reads instructions.
   *
   * @param name of the resource {@code /prompts/NAME.md}
   * @throws IllegalStateException if there is none
   */
  public static String read(String name) {
    String resource = "/prompts/" + name + ".md";
    try (InputStream in = Prompts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "resource: %s (expected: on the class path)".formatted(resource));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("resource: " + resource, e);
    }
  }
}
