package dev.baton.cli.agent;

import dev.baton.cli.failure.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first files of a worker with code of its own. Nothing that is there is ever written over. */
public final class WorkerScaffold {

  private static final String TEMPLATES = "/scaffold/worker/";

  private final Checkout checkout;
  private final NewRole role;

  /** A worker for a role in a checkout. */
  public WorkerScaffold(Checkout checkout, NewRole role) {
    this.checkout = checkout;
    this.role = role;
  }

  /**
   * Writes the module and makes it part of the build.
   *
   * @return the files, as seen from the checkout
   * @throws CommandFailure if something of it is there already
   */
  public List<Path> write() {
    refuseWhatIsThere();
    List<Path> written = new ArrayList<>();
    files().forEach((file, template) -> written.add(write(file, template)));
    checkout.add(role.module());
    return written;
  }

  private void refuseWhatIsThere() {
    Path module = checkout.root().resolve(role.module());
    if (Files.exists(module)) {
      throw CommandFailure.usage(
          "agent new: %s is there already (expected: a name of a role without code)"
              .formatted(module));
    }
    if (checkout.has(role.module())) {
      throw CommandFailure.usage(
          "agent new: %s is part of the build already (expected: a new name)"
              .formatted(role.module()));
    }
    try (var workers = Files.newDirectoryStream(checkout.root(), "worker-*")) {
      for (Path worker : workers) {
        Path sources = worker.resolve("src/main/java/dev/baton/worker/" + role.packageName());
        if (Files.exists(sources)) {
          throw CommandFailure.usage(
              "agent new: %s has the package dev.baton.worker.%s (expected: a name that differs in more than hyphens)"
                  .formatted(worker.getFileName(), role.packageName()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + checkout.root(), e);
    }
  }

  /** Template by file. */
  private Map<String, String> files() {
    String main = "src/main/java/dev/baton/worker/" + role.packageName() + "/";
    String test = "src/test/java/dev/baton/worker/" + role.packageName() + "/";
    String type = role.className();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("pom.xml", "pom.xml");
    files.put("src/main/resources/agents/" + role.name() + ".yaml", "card.yaml");
    files.put("src/main/resources/" + role.module() + ".yaml", "application.yaml");
    files.put(main + "package-info.java", "package-info.java");
    files.put(main + type + "Application.java", "Application.java");
    files.put(main + type + "Configuration.java", "Configuration.java");
    files.put(main + type + "Specialist.java", "Specialist.java");
    files.put(test + "package-info.java", "test-package-info.java");
    files.put(test + type + "SpecialistTests.java", "SpecialistTests.java");
    return files;
  }

  private Path write(String file, String template) {
    Path relative = Path.of(role.module()).resolve(file);
    Path target = checkout.root().resolve(relative);
    try {
      Files.createDirectories(target.getParent());
      Files.writeString(target, text(template), StandardOpenOption.CREATE_NEW);
      return relative;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target, e);
    }
  }

  private String text(String template) throws IOException {
    String resource = TEMPLATES + template + ".txt";
    try (InputStream in = WorkerScaffold.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@VERSION@", checkout.version().orElseThrow())
          .replace("@ROLE@", role.name())
          .replace("@PACKAGE@", role.packageName())
          .replace("@CLASS@", role.className());
    }
  }
}
