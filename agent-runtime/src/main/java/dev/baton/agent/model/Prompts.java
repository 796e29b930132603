package dev.baton.agent.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a role's own instructions: resources, never anything that came with a task. Stateless. */
public final class Prompts {

  /** The first line says which version it is; the text begins after an empty line. */
  private static final Pattern FORM =
      Pattern.compile("version: (\\d{1,6})\\n\\n(.+)", Pattern.DOTALL);

  private Prompts() {}

  /**
   * Reads instructions.
   *
   * @param name of the resource {@code /prompts/NAME.md}
   * @throws IllegalStateException if there is none, or its first line is no version
   */
  public static Prompt read(String name) {
    String resource = "/prompts/" + name + ".md";
    try (InputStream in = Prompts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "resource: %s (expected: on the class path)".formatted(resource));
      }
      return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("resource: " + resource, e);
    }
  }

  /**
   * Takes a resource's content apart.
   *
   * @throws IllegalStateException if its first line is no version
   */
  static Prompt parse(String name, String content) {
    Matcher matcher = FORM.matcher(content);
    if (!matcher.matches()) {
      throw new IllegalStateException(
          "prompt %s: first line '%s' (expected: version: N, then an empty line and the text)"
              .formatted(name, content.lines().findFirst().orElse("")));
    }
    return new Prompt(name, Integer.parseInt(matcher.group(1)), matcher.group(2));
  }
}
