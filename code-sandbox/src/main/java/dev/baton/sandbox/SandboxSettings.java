package dev.baton.sandbox;

import java.nio.file.Path;

/**
 * What a sandbox is made with.
 *
 * @param bubblewrap the program that makes the namespaces
 * @param jdk the JDK that programs see as {@code /jdk}
 * @param uid who runs programs where the caller is root; nobody else's
 * @param maxConcurrent runs at one time; more wait
 */
public record SandboxSettings(Path bubblewrap, Path jdk, int uid, int maxConcurrent) {

  /** Bubblewrap of the system, the JDK that runs this, uid 65501, two runs at one time. */
  public static final SandboxSettings DEFAULT =
      new SandboxSettings(
          Path.of("/usr/bin/bwrap"), Path.of(System.getProperty("java.home")), 65_501, 2);

  /** Checks the bounds. */
  public SandboxSettings {
    if (uid < 1 || maxConcurrent < 1) {
      throw new IllegalArgumentException(
          "sandbox: uid %d, maxConcurrent %d (expected: both >= 1)".formatted(uid, maxConcurrent));
    }
  }
}
