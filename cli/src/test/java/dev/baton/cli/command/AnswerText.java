package dev.baton.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;

/** What an answer says, sentence by sentence. */
final class AnswerText {
  private AnswerText() {}

  static List<String> sentences(JsonNode answer) {
    return answer
        .path("answer")
        .asText()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .flatMap(line -> Arrays.stream(line.split("(?<=\\])\\s+(?!\\[)")))
        .toList();
  }

  static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
