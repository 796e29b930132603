package dev.baton.worker.reviewer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.evidence.FlaggedCitation;
import dev.baton.agent.evidence.Place;
import dev.baton.agent.evidence.ReviewNotes;
import dev.baton.agent.json.Json;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.schemas.Citation;
import dev.baton.schemas.FailureClass;
import dev.baton.search.Verification;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Merges the results of a fan-out into one text. A model writes it where one is configured and the
 * results have sources by which it can be checked; otherwise it is the union of what they say. Used
 * by one thread, for one task.
 */
final class ResultsMerge {

  /** As many issues and sentences fit beside the other fields. */
  private static final int MOST_NOTED = 6;

  private static final String CONTRADICTIONS = "Possible contradictions between the results:";

  private final TaskContext context;
  private final QuoteLookup lookup;
  private final Parts parts;
  private final List<FlaggedCitation> flagged = new ArrayList<>();
  private final Set<Integer> unconfirmed = new HashSet<>();

  private ResultsMerge(TaskContext context, QuoteLookup lookup) {
    this.context = context;
    this.lookup = lookup;
    this.parts = Parts.of(context.task());
  }

  /**
   * One text out of the results in the task's slice.
   *
   * @throws InterruptedException if the work was interrupted
   * @throws dev.baton.agent.failure.TaskFailureException if the model gave no reply
   */
  static TaskOutcome of(TaskContext context, QuoteLookup lookup) throws InterruptedException {
    return new ResultsMerge(context, lookup).merge();
  }

  private TaskOutcome merge() throws InterruptedException {
    if (parts.all().isEmpty()) {
      return TaskOutcome.failure(
          FailureClass.PERMANENT, "slice: empty (expected: the results that are to be merged)");
    }
    context.progress(
        "merging %d results, looking up %d citations"
            .formatted(parts.all().size(), parts.citations().size()));
    parts.citations().forEach(this::lookUp);
    Optional<MergedText> written = model();
    MergedText text = written.isPresent() ? written.get() : union();
    CitedLines contradictions = new CitedLines(text.citations());
    for (Contradictions.Pair pair : Contradictions.among(parts.all())) {
      contradictions.add(pair, parts.citations(), unconfirmed);
    }
    List<String> issues =
        new ArrayList<>(contradictions.lines().stream().map("contradiction: "::concat).toList());
    issues.addAll(text.issues());
    ReviewNotes notes =
        new ReviewNotes(
            issues.stream().limit(MOST_NOTED).toList(),
            flagged.stream().limit(MOST_NOTED).toList(),
            text.dropped().stream().limit(MOST_NOTED).toList());
    return TaskOutcome.markdown(
        markdown(text, contradictions.lines()),
        fields(notes, text, contradictions.lines().size()),
        contradictions.citations());
  }

  private void lookUp(Citation citation) {
    Place place = Place.of(citation);
    switch (lookup.verify(place, citation.getQuote())) {
      case Verification.Found() -> {}
      case Verification.Moved(int start, int end) ->
          flagged.add(
              new FlaggedCitation(
                  place, Optional.of(new Place(place.corpus(), place.source(), start, end))));
      case Verification.NotFound _ -> {
        flagged.add(new FlaggedCitation(place, Optional.empty()));
        unconfirmed.add(citation.getNumber());
      }
    }
  }

  private Optional<MergedText> model() throws InterruptedException {
    List<Citation> confirmed =
        parts.citations().stream()
            .filter(citation -> !unconfirmed.contains(citation.getNumber()))
            .toList();
    return confirmed.isEmpty() || context.model().name().equals(OfflineExtractiveModel.NAME)
        ? Optional.empty()
        : ModelMerge.of(context, parts.all(), confirmed);
  }

  private MergedText union() {
    Union union = new Union(unconfirmed);
    String text = union.of(parts.all());
    return MergedText.of(text, parts.citations(), union.repeated(), union.dropped());
  }

  private static String markdown(MergedText text, List<String> contradictions) {
    StringBuilder markdown = new StringBuilder(text.markdown());
    if (!contradictions.isEmpty()) {
      markdown.append("\n\n**").append(CONTRADICTIONS).append("**\n\n");
      markdown.append(String.join("\n", contradictions.stream().map("- "::concat).toList()));
    }
    return markdown.append('\n').toString();
  }

  private String fields(ReviewNotes notes, MergedText text, int contradictions) {
    ObjectNode fields = Json.readObject(notes.toJson()).orElseThrow();
    fields
        .put("parts", parts.all().size())
        .put("repeated", text.repeated())
        .put("contradictions", contradictions)
        .put("mechanical", text.model().isEmpty())
        .put("model", text.model().orElse(OfflineExtractiveModel.NAME));
    return Json.canonical(fields);
  }
}
