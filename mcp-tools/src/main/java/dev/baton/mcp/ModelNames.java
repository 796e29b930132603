package dev.baton.mcp;

import dev.baton.agent.json.Json;

/** The names by which models call the tools of servers. */
final class ModelNames {

  /** What the providers take at most. */
  private static final int MAX_CHARS = 64;

  private static final int DIGEST_CHARS = 8;

  private ModelNames() {}

  /**
   * {@code mcp__SERVER__TOOL}. What providers do not take in a name is replaced, and then a part of
   * the digest keeps different tools apart. Servers' names have no underscore, so that no server
   * can pose as another.
   */
  static String of(String server, String tool) {
    String plain = "mcp__" + server + "__" + tool;
    String name = plain.replaceAll("[^A-Za-z0-9_-]", "_");
    if (name.equals(plain) && name.length() <= MAX_CHARS) {
      return name;
    }
    int kept = Math.min(name.length(), MAX_CHARS - DIGEST_CHARS - 1);
    return name.substring(0, kept) + "_" + Json.sha256(plain).substring(0, DIGEST_CHARS);
  }
}
