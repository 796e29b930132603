package dev.baton.worker.coder;

/** Code as Markdown shows it. */
final class Fence {

  private Fence() {}

  /** A block whose fence is longer than any in the code, so that the code cannot end it. */
  static String around(String code, String language) {
    String fence = "```";
    while (code.contains(fence)) {
      fence += "`";
    }
    return fence + language + '\n' + code + (code.endsWith("\n") ? "" : "\n") + fence + '\n';
  }
}
