package dev.baton.agent.evidence;

import java.util.List;

/** Evidence for tests. */
final class Items {

  private Items() {}

  static EvidenceItem item(int line, String text) {
    return new EvidenceItem("default", "a.md", line, line, text, text, List.of("A heading"), 0.5);
  }
}
