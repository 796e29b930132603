package dev.baton.worker.generalist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The role's own instructions: resources, never anything that came with a task. */
final class Prompts {

  private Prompts() {}

  static String read(String name) {
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
