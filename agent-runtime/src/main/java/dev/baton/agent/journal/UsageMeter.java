package dev.baton.agent.journal;

import dev.baton.schemas.JournalKind;
import dev.baton.schemas.Usage;
import java.util.ArrayList;
import java.util.TreeSet;

/** Adds up what calls cost. Thread-safe. */
final class UsageMeter {

  private final TreeSet<String> models = new TreeSet<>();
  private long inputTokens;
  private long outputTokens;
  private long cachedTokens;
  private long costMicros;
  private int modelCalls;
  private int toolCalls;

  synchronized void add(JournalKind kind, Usage usage) {
    inputTokens += usage.getInputTokens();
    outputTokens += usage.getOutputTokens();
    cachedTokens += usage.getCachedTokens();
    costMicros += usage.getCostMicros();
    models.addAll(usage.getModels());
    if (kind == JournalKind.MODEL_CALL) {
      modelCalls++;
    } else if (kind == JournalKind.TOOL_CALL) {
      toolCalls++;
    }
  }

  synchronized Usage usage() {
    return new Usage(
        inputTokens,
        outputTokens,
        cachedTokens,
        costMicros,
        modelCalls,
        toolCalls,
        0L,
        new ArrayList<>(models));
  }
}
