package dev.baton.worker.reviewer;

import dev.baton.agent.evidence.CitationMarks;
import dev.baton.agent.evidence.CitationRules;
import dev.baton.agent.evidence.CitedText;
import dev.baton.agent.evidence.DraftBlock;
import dev.baton.agent.evidence.DraftSentence;
import dev.baton.agent.evidence.EvidenceItem;
import dev.baton.agent.evidence.FacetDraft;
import dev.baton.agent.evidence.ReviewNotes;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.model.Prompts;
import dev.baton.agent.model.Source;
import dev.baton.agent.model.Sources;
import dev.baton.agent.task.TaskContext;
import dev.baton.schemas.Citation;
import dev.baton.search.Verification;
import java.util.List;
import java.util.Optional;

/**
 * Has a model merge results and holds every sentence of its text against the sources that it names:
 * what they do not say is left out. Stateless.
 */
final class ModelMerge {

  /** The purpose under which the model is asked. */
  static final String PURPOSE = "merge";

  private static final int MAX_OUTPUT_TOKENS = 4_096;

  private static final String SYSTEM = Prompts.read("merge").text();

  private ModelMerge() {}

  /**
   * The merged text; nothing where the model said nothing that holds.
   *
   * @param citations what it may name, each confirmed
   */
  static Optional<MergedText> of(TaskContext context, List<Part> parts, List<Citation> citations)
      throws InterruptedException {
    ModelReply reply =
        context
            .model()
            .call(
                new ModelRequest(
                    PURPOSE,
                    SYSTEM,
                    List.of(new ModelMessage.User(prompt(context, parts, citations))),
                    List.of(),
                    Optional.empty(),
                    MAX_OUTPUT_TOKENS),
                context.deadline());
    return reply.model().equals(OfflineExtractiveModel.NAME)
        ? Optional.empty()
        : checked(reply, citations);
  }

  private static Optional<MergedText> checked(ModelReply reply, List<Citation> citations) {
    List<EvidenceItem> items = citations.stream().map(ModelMerge::item).toList();
    CitedText first = enforce(reply.text(), items, List.of());
    ReviewNotes notes = review(first);
    CitedText text = enforce(reply.text(), items, notes.sentences());
    // A second look, because the notes hold the first few sentences only.
    if (text.sentences() == 0 || !review(text).sentences().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new MergedText(
            text.markdown().strip(),
            text.citations(),
            Optional.of(reply.model()),
            0,
            notes.sentences(),
            notes.issues()));
  }

  private static CitedText enforce(
      String markdown, List<EvidenceItem> items, List<String> rejected) {
    return CitationRules.enforce(List.of(new FacetDraft("", markdown)), items, rejected);
  }

  /** The quotes were looked up before; here it is what the sentences make of them. */
  private static ReviewNotes review(CitedText text) {
    return DraftReview.of(
        DraftUnderReview.of(text.markdown(), text.citations(), List.of()),
        (_, _) -> new Verification.Found());
  }

  private static EvidenceItem item(Citation citation) {
    return new EvidenceItem(
        citation.getCorpus(),
        citation.getSource(),
        citation.getLineStart(),
        citation.getLineEnd(),
        citation.getQuote(),
        citation.getQuote(),
        List.of(),
        0);
  }

  /** The numbers in the prompt count from 1 without gaps, as those of the rules do. */
  private static String prompt(TaskContext context, List<Part> parts, List<Citation> citations) {
    List<Integer> numbers = citations.stream().map(Citation::getNumber).toList();
    StringBuilder prompt = new StringBuilder();
    for (Part part : parts) {
      prompt.append("## Result about ").append(part.label()).append('\n');
      for (DraftBlock block : part.blocks()) {
        for (DraftSentence sentence : block.statements()) {
          List<Integer> named =
              sentence.numbers().stream()
                  .filter(numbers::contains)
                  .map(numbers::indexOf)
                  .map(at -> at + 1)
                  .toList();
          prompt
              .append("- ")
              .append(CitationMarks.neutral(sentence.text()).replaceAll("\\s+", " "))
              .append(named.isEmpty() ? "" : " " + CitationMarks.of(named))
              .append('\n');
        }
      }
      prompt.append('\n');
    }
    List<Source> sources =
        citations.stream()
            .map(citation ->
                new Source(
                    numbers.indexOf(citation.getNumber()) + 1,
                    citation.getSource(),
                    citation.getLineStart(),
                    citation.getLineEnd(),
                    citation.getQuote()))
            .toList();
    return prompt.append(new Sources(context.task().getObjective(), sources).format()).toString();
  }
}
