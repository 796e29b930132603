package dev.baton.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A file that goes into a sandbox or comes out of it. Immutable. */
public final class SandboxFile {

  static final int MAX_DEPTH = 8;

  /** What a tar header takes. */
  static final int MAX_PATH = 100;

  private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9._$-]*";
  private static final Pattern PATH =
      Pattern.compile(NAME + "(?:/" + NAME + "){0," + (MAX_DEPTH - 1) + "}");

  private final String path;
  private final byte[] content;

  /**
   * A file.
   *
   * @param path relative to the working folder: at most {@value #MAX_DEPTH} names of letters,
   *     digits and {@code . _ $ -}, each beginning with a letter, a digit or _; at most {@value
   *     #MAX_PATH} characters
   * @param content its bytes
   * @throws IllegalArgumentException if the path is another one
   */
  public SandboxFile(String path, byte[] content) {
    if (!isSafe(path)) {
      throw new IllegalArgumentException(
          "file: %s (expected: a relative path of at most %d characters and %d names of letters, digits and . _ $ -)"
              .formatted(shown(path), MAX_PATH, MAX_DEPTH));
    }
    this.path = path;
    this.content = content.clone();
  }

  /** A file of text. */
  public static SandboxFile of(String path, String text) {
    return new SandboxFile(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a path is one that a file here may have. */
  public static boolean isSafe(String path) {
    return path.length() <= MAX_PATH && PATH.matcher(path).matches();
  }

  /** A path as it may stand in a message: bounded and without control characters. */
  static String shown(String path) {
    String cut = path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH) + "…";
    return cut.replaceAll("[^\\x20-\\x7e…]", "?");
  }

  /** Where it lies, relative to the working folder. */
  public String path() {
    return path;
  }

  /** Its bytes. */
  public byte[] content() {
    return content.clone();
  }

  /** The content as UTF-8; what is none is replaced. */
  public String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  int size() {
    return content.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SandboxFile that
        && path.equals(that.path)
        && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return 31 * path.hashCode() + Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return "%s (%d bytes)".formatted(path, content.length);
  }
}
