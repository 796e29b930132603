package dev.baton.worker.reviewer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;

/**
 * Something that is wrong with a draft.
 *
 * @param place where: words of the draft, a block of code, or {@value #WHOLE}
 * @param what what is wrong and what was expected
 * @param severity how grave it is
 */
record ReviewIssue(String place, String what, Severity severity) {

  /** The place of what is wrong with all of a draft. */
  static final String WHOLE = "whole";

  private static final int MAX_PLACE_CHARS = 120;
  private static final int MAX_WHAT_CHARS = 300;

  /** Cuts what is longer than its bound. */
  ReviewIssue {
    place = cut(place, MAX_PLACE_CHARS);
    what = cut(what, MAX_WHAT_CHARS);
  }

  /** In one line, as the next writer is told. */
  String line() {
    return place.equals(WHOLE) ? what : "\"%s\": %s".formatted(place, what);
  }

  ObjectNode toJson() {
    return Json.object().put("place", place).put("what", what).put("severity", severity.word());
  }

  private static String cut(String text, int most) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }
}
