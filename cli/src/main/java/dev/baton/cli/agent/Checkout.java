package dev.baton.cli.agent;

import dev.baton.cli.failure.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sources of Baton in a folder.
 *
 * @param root the folder with the reactor's POM
 */
public record Checkout(Path root) {

  private static final Pattern IDENTITY =
      Pattern.compile(
          "<groupId>dev\\.baton</groupId>\\s*<artifactId>baton</artifactId>\\s*<version>([^<\\s]+)</version>\\s*<packaging>pom</packaging>");
  private static final Pattern WORKER_MODULE =
      Pattern.compile("[ \\t]*<module>worker-[a-z0-9-]+</module>\\R");

  /**
   * The checkout that a folder lies in.
   *
   * @throws CommandFailure if it lies in none
   */
  public static Checkout around(Path folder) {
    for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      Checkout checkout = new Checkout(at);
      if (checkout.version().isPresent()) {
        return checkout;
      }
    }
    throw CommandFailure.usage(
        "agent new: %s is in no checkout of Baton (expected: to be run inside one; a project of its own is not made)"
            .formatted(folder.toAbsolutePath().normalize()));
  }

  /** The version of Baton; empty if there is no checkout here. */
  public Optional<String> version() {
    Path pom = pom();
    if (!Files.isRegularFile(pom)) {
      return Optional.empty();
    }
    Matcher identity = IDENTITY.matcher(read(pom));
    return identity.find() ? Optional.of(identity.group(1)) : Optional.empty();
  }

  /** Whether a module is part of the build. */
  public boolean has(String module) {
    return read(pom()).contains("<module>" + module + "</module>");
  }

  /** Adds a module to the build, behind the last worker; the rest of the POM stays as it is. */
  public void add(String module) {
    String text = read(pom());
    Matcher workers = WORKER_MODULE.matcher(text);
    int end = -1;
    String last = "";
    while (workers.find()) {
      end = workers.end();
      last = workers.group();
    }
    if (end < 0) {
      throw CommandFailure.failed(
          "%s: no module of a worker (expected: a line <module>worker-…</module> to stand behind)"
              .formatted(pom()));
    }
    String line = last.replaceFirst("worker-[a-z0-9-]+", module);
    try {
      Files.writeString(pom(), text.substring(0, end) + line + text.substring(end));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + pom(), e);
    }
  }

  private Path pom() {
    return root.resolve("pom.xml");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
