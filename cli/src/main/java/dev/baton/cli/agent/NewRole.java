package dev.baton.cli.agent;

import dev.baton.cli.cluster.BundledPlan;
import dev.baton.cli.failure.CommandFailure;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * The name of a role that is to have code of its own.
 *
 * @param name as cards and topics have it
 */
public record NewRole(String name) {

  private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");

  /**
   * Checks the name.
   *
   * @throws CommandFailure if it is none, or taken
   */
  public NewRole {
    if (!NAME.matcher(name).matches() || name.contains("--")) {
      throw wrong(
          name,
          "1 to 40 lower-case letters, digits and single hyphens, beginning with a letter and not ending with a hyphen");
    }
    if (BundledPlan.ROLES.contains(name)) {
      throw wrong(name, "another name: this role comes with Baton");
    }
    if (SourceVersion.isKeyword(name.replace("-", ""), SourceVersion.latest())) {
      throw wrong(name, "another name: Java keeps the word to itself");
    }
  }

  /** Folder and Maven module of its worker. */
  public String module() {
    return "worker-" + name;
  }

  /** The last part of its package. */
  public String packageName() {
    return name.replace("-", "");
  }

  /** What its classes' names begin with. */
  public String className() {
    return Stream.of(name.split("-", -1))
        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
        .collect(Collectors.joining());
  }

  private static CommandFailure wrong(String name, String expected) {
    return CommandFailure.usage("agent new: %s (expected: %s)".formatted(name, expected));
  }
}
