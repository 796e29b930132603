package dev.baton.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.schemas.JournalKind;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Usage;
import java.util.ArrayList;
import java.util.List;

/** Calls to models and tools as people read them. */
public final class CallsText {

  private static final int TASK_CHARS = 8;
  private static final int DIGEST_CHARS = 12;
  private static final double MICROS = 1e6;

  private CallsText() {}

  /** One line for each call, with what was left out of its request below it. */
  public static List<String> lines(List<JournalRecord> records) {
    List<String> lines = new ArrayList<>();
    for (JournalRecord entry : records) {
      lines.add(line(entry));
      if (entry.getTrimmedJson() != null) {
        lines.add("        → " + trimmed(entry.getTrimmedJson()));
      }
    }
    return lines;
  }

  private static String line(JournalRecord entry) {
    String task = entry.getTaskId();
    return "%s  task %s, attempt %d, call %d: %s"
        .formatted(
            Shown.time(entry.getAt()),
            task.substring(0, Math.min(TASK_CHARS, task.length())),
            entry.getAttempt(),
            entry.getIndex(),
            what(entry));
  }

  private static String what(JournalRecord entry) {
    Usage usage = entry.getUsage();
    return switch (entry.getKind()) {
      case EXECUTION_STARTED ->
          "goes on where execution %s stood".formatted(entry.getResumesFrom());
      case MODEL_CALL ->
          "model %s, %d tokens in (%d cached), %d out, %.6f, %d ms%s"
              .formatted(
                  entry.getName(),
                  usage.getInputTokens(),
                  usage.getCachedTokens(),
                  usage.getOutputTokens(),
                  usage.getCostMicros() / MICROS,
                  usage.getDurationMillis(),
                  prompt(entry));
      case TOOL_CALL -> "tool %s, %d ms".formatted(entry.getName(), usage.getDurationMillis());
      case UNKNOWN -> JournalKind.UNKNOWN.name();
    };
  }

  /** Records of earlier versions have no digest. */
  private static String prompt(JournalRecord entry) {
    String digest = entry.getPromptDigest();
    return digest == null
        ? ""
        : ", prompt " + digest.substring(0, Math.min(DIGEST_CHARS, digest.length()));
  }

  private static String trimmed(String json) {
    JsonNode note;
    try {
      note = Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      return "left out: " + Shown.line(json, 200);
    }
    List<String> outputs = new ArrayList<>();
    note.path("shortened")
        .forEach(output ->
            outputs.add(
                "message %d (%s, %d characters)"
                    .formatted(
                        output.path("message").asInt(),
                        output.path("tool").asText(),
                        output.path("characters").asInt())));
    return Shown.line(
        "left out for a window of %d tokens: about %d tokens became %d; %d messages dropped; shortened: %s"
            .formatted(
                note.path("window").asInt(),
                note.path("before").asLong(),
                note.path("after").asLong(),
                note.path("droppedMessages").asInt(),
                outputs.isEmpty() ? "none" : String.join(", ", outputs)),
        500);
  }
}
