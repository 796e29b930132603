package dev.baton.agent.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.task.TaskOutcome;
import java.util.List;

/**
 * A finished text and who wrote it.
 *
 * @param text the text with its citations
 * @param models the models that wrote it, at least one; several where one stood in for another
 */
public record Draft(CitedText text, List<String> models) {

  /** Facets named in the fields are cut after so many characters, so that the fields stay small. */
  private static final int MAX_FACET_CHARS = 300;

  private static final int MAX_FACETS = 20;

  /**
   * Copies the models.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Draft {
    models = List.copyOf(models);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models of a draft: none (expected: at least one)");
    }
  }

  /** Whether the text consists of the documents' own sentences. */
  public boolean extractive() {
    return models.equals(List.of(OfflineExtractiveModel.NAME));
  }

  /**
   * The result's fields: sentences, cited, dropped, uncovered, extractive, model (the last one)
   * and, where there were several, models.
   */
  public ObjectNode fields() {
    ObjectNode fields = Json.object();
    fields
        .put("sentences", text.sentences())
        .put("cited", text.citations().size())
        .put("dropped", text.dropped())
        .put("extractive", extractive())
        .put("model", models.getLast());
    if (models.size() > 1) {
      ArrayNode all = fields.putArray("models");
      models.forEach(all::add);
    }
    ArrayNode uncovered = fields.putArray("uncovered");
    text.uncovered().stream()
        .limit(MAX_FACETS)
        .map(facet ->
            facet.length() <= MAX_FACET_CHARS ? facet : facet.substring(0, MAX_FACET_CHARS) + "…")
        .forEach(uncovered::add);
    return fields;
  }

  /** The text as a task's success. */
  public TaskOutcome.Success outcome() {
    return TaskOutcome.markdown(text.markdown(), Json.canonical(fields()), text.citations());
  }
}
