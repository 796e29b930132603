package dev.baton.mcp;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts programs in a process group of their own, so that what they start ends with them. */
final class OwnGroup {

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private OwnGroup() {}

  /** The command, by way of setsid where the system has it. */
  static List<String> command(List<String> words) {
    if (!Files.isExecutable(SETSID)) {
      return words;
    }
    List<String> all = new ArrayList<>(List.of(SETSID.toString()));
    all.addAll(words);
    return all;
  }
}
