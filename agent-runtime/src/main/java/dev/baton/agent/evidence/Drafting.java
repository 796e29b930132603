package dev.baton.agent.evidence;

import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.model.Prompts;
import dev.baton.agent.model.Source;
import dev.baton.agent.model.Sources;
import dev.baton.agent.task.TaskContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Has a text written from evidence, facet by facet, and enforces {@link CitationRules} on what the
 * model says. Used by one thread, for one text.
 */
public final class Drafting {

  /** The purpose under which the model is asked. */
  public static final String PURPOSE = "draft";

  private static final int MAX_OUTPUT_TOKENS = 2_048;

  private static final String SYSTEM = Prompts.read("draft").text();

  private final TaskContext context;
  private final DraftOrder order;
  private final NumberedEvidence numbered;
  private final LinkedHashSet<String> models = new LinkedHashSet<>();

  private Drafting(TaskContext context, DraftOrder order) {
    this.context = context;
    this.order = order;
    this.numbered = NumberedEvidence.of(order.evidence(), order.review().citations());
  }

  /**
   * Writes a text.
   *
   * @param context whose model writes; it is asked once for each facet with evidence
   * @param order what is to be written
   * @throws InterruptedException if the work was interrupted
   * @throws dev.baton.agent.failure.TaskFailureException if the model gave no reply
   */
  public static Draft write(TaskContext context, DraftOrder order) throws InterruptedException {
    return new Drafting(context, order).write();
  }

  private Draft write() throws InterruptedException {
    if (order.evidence().isEmpty()) {
      return draft(CitationRules.withoutEvidence(order.question()));
    }
    List<FacetDraft> drafts = new ArrayList<>();
    for (NumberedEvidence.Facet facet : numbered.facets()) {
      drafts.add(new FacetDraft(facet.name(), markdown(facet)));
    }
    CitedText text = CitationRules.enforce(drafts, numbered.sources(), order.review().sentences());
    return draft(text);
  }

  /** Where nobody was asked it is the work of the one who would have been. */
  private Draft draft(CitedText text) {
    return new Draft(
        text, models.isEmpty() ? List.of(context.model().name()) : List.copyOf(models));
  }

  private String markdown(NumberedEvidence.Facet facet) throws InterruptedException {
    if (facet.numbers().isEmpty()) {
      return "";
    }
    ModelRequest request =
        new ModelRequest(
            PURPOSE,
            SYSTEM,
            List.of(new ModelMessage.User(prompt(facet))),
            List.of(),
            Optional.empty(),
            MAX_OUTPUT_TOKENS,
            true);
    ModelReply reply = context.model().call(request, context.deadline());
    models.remove(reply.model());
    models.add(reply.model());
    return reply.model().equals(OfflineExtractiveModel.NAME)
        ? new ExtractiveDraft(numbered).markdown(facet, CitationMarks.numbers(reply.text()))
        : reply.text();
  }

  /** Remarks stand before the sections and on one line each, so that they cannot pass as one. */
  private String prompt(NumberedEvidence.Facet facet) {
    StringBuilder prompt = new StringBuilder();
    if (numbered.facets().size() > 1) {
      prompt.append("Part of a larger question: ").append(line(order.question())).append("\n\n");
    }
    if (!order.review().issues().isEmpty()) {
      prompt.append("A reviewer found these faults in the last draft:\n");
      order
          .review()
          .issues()
          .forEach(issue -> prompt.append("- ").append(line(issue)).append('\n'));
      prompt.append('\n');
    }
    List<Source> sources =
        facet.numbers().stream().map(number -> source(number, numbered.source(number))).toList();
    return prompt.append(new Sources(facet.name(), sources).format()).toString();
  }

  private static Source source(int number, EvidenceItem item) {
    return new Source(
        number, item.source(), item.lineStart(), item.lineEnd(), sentence(item.text()));
  }

  /** A sentence that ends as one and names no sources by itself. */
  static String sentence(String text) {
    String neutral = line(CitationMarks.neutral(text));
    return neutral.matches(".*[.!?:…][\"')”’*_`]*") ? neutral : neutral + ".";
  }

  private static String line(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
