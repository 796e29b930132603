package dev.baton.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's archive of loaded classes, which makes every start but the first faster.
 *
 * <p>The first child that ends in good order leaves one (a stop that takes some seconds longer);
 * later children of the same JVM and jars map it. It is written aside and moved into place whole,
 * so several processes may do so at once. Without it everything works, only slower.
 */
final class ClassArchive {
  private static final Logger log = LoggerFactory.getLogger(ClassArchive.class);
  private static final int KEY_LENGTH = 12;

  private final String name;
  private final Path folder;
  private final Path published;
  private final Path draft;

  private ClassArchive(String name, Path folder, String key, Path draft) {
    this.name = name;
    this.folder = folder;
    this.published = folder.resolve(name + "-" + key + ".jsa");
    this.draft = draft;
  }

  /** The archive for a program's jars; the draft is written into the state folder. */
  static ClassArchive of(
      ChildSpec spec, StackFiles files, List<Path> jarFolders, StateFolder state) {
    String name = spec.name().replace(' ', '-');
    String key = key(spec.fixedOptions(), jarFolders);
    return new ClassArchive(name, files.archives(), key, state.file("classes.jsa"));
  }

  /**
   * JVM options that use the archive, or that make one if there is none yet and one can be kept.
   */
  List<String> options() {
    discardDraft();
    if (Files.isReadable(published)) {
      return List.of("-XX:SharedArchiveFile=" + published);
    }
    return canPublish() ? List.of("-XX:ArchiveClassesAtExit=" + draft) : List.of();
  }

  /** Options for a short helper process: it uses an archive but never makes one. */
  List<String> readOnlyOptions() {
    return Files.isReadable(published) ? List.of("-XX:SharedArchiveFile=" + published) : List.of();
  }

  /** Puts what an orderly stopped child left in its place and removes outdated archives. */
  void publish() {
    if (!Files.isRegularFile(draft)) {
      return;
    }
    try {
      Files.move(
          draft, published, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      removeOutdated();
    } catch (IOException e) {
      // Another file system or a full disk: only the next start's speed is at stake.
      log.info("no class archive is kept for {}: {}", name, e.toString());
      discardDraft();
    }
  }

  /** A draft of a killed child may be incomplete. */
  void discardDraft() {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      log.info("cannot delete {}: {}", draft, e.toString());
    }
  }

  private void removeOutdated() throws IOException {
    try (Stream<Path> archives = Files.list(folder)) {
      for (Path archive : archives.filter(this::isOutdated).toList()) {
        Files.deleteIfExists(archive);
      }
    }
  }

  private boolean isOutdated(Path archive) {
    return archive.toFile().getName().startsWith(name + "-") && !archive.equals(published);
  }

  private boolean canPublish() {
    try {
      return Files.isWritable(Files.createDirectories(folder));
    } catch (IOException e) {
      // A read-only installation: run without.
      return false;
    }
  }

  /** The JVM refuses an archive of other jars or options; the key lets a fitting one be made. */
  private static String key(List<String> options, List<Path> jarFolders) {
    StringBuilder identity = new StringBuilder();
    identity.append(System.getProperty("java.vm.version")).append(System.getProperty("java.home"));
    options.forEach(identity::append);
    jarFolders.forEach(folder -> describeJars(folder).forEach(identity::append));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(identity.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, KEY_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static List<String> describeJars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(ClassArchive::describe).flatMap(Optional::stream).toList();
    } catch (IOException e) {
      throw new StackException("cannot read " + folder + ": " + e, e);
    }
  }

  private static Optional<String> describe(Path jar) {
    try {
      return Files.isRegularFile(jar)
          ? Optional.of(jar + ":" + Files.size(jar) + ":" + Files.getLastModifiedTime(jar))
          : Optional.empty();
    } catch (IOException e) {
      throw new StackException("cannot read " + jar + ": " + e, e);
    }
  }
}
