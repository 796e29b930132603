package dev.baton.worker.researcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.evidence.Evidence;
import dev.baton.agent.evidence.EvidenceItem;
import dev.baton.agent.json.Json;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.documents.DocumentLibrary;
import dev.baton.documents.FacetQuestion;
import dev.baton.documents.Research;
import dev.baton.schemas.Citation;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for what the documents say about one facet of a question. Its content is {@link Evidence};
 * finding nothing is a success without items.
 */
public final class ResearcherSpecialist implements Specialist {

  /** The only skill. */
  public static final String RESEARCH = "research";

  private final Research research;

  /** A researcher in those documents. */
  public ResearcherSpecialist(DocumentLibrary library) {
    this.research = new Research(library);
  }

  @Override
  public TaskOutcome perform(TaskContext context) throws InterruptedException {
    Task task = context.task();
    if (!task.getSkill().isEmpty() && !task.getSkill().equals(RESEARCH)) {
      return TaskOutcome.failure(
          FailureClass.PERMANENT, "skill: %s (expected: %s)".formatted(task.getSkill(), RESEARCH));
    }
    if (task.getObjective().isBlank()) {
      return TaskOutcome.failure(FailureClass.PERMANENT, "objective: blank (expected: a question)");
    }
    context.progress("searching the documents");
    Research.Found found =
        research.on(new FacetQuestion(task.getObjective(), task.getGoal()), context);
    List<EvidenceItem> items = found.evidence().items();
    context.progress("found %d sentences".formatted(items.size()));
    return TaskOutcome.json(found.evidence().toJson(), fields(found), citations(items));
  }

  private static String fields(Research.Found found) {
    List<EvidenceItem> items = found.evidence().items();
    ObjectNode fields =
        Json.object()
            .put("passages", items.isEmpty() ? 0 : found.passages())
            .put("items", items.size())
            .put("corpus", found.corpus());
    found.claims().ifPresent(claims -> claims.describe(fields));
    if (!items.isEmpty()) {
      fields.put("best", items.getFirst().place().toString());
    }
    return Json.canonical(fields);
  }

  private static List<Citation> citations(List<EvidenceItem> items) {
    List<Citation> citations = new ArrayList<>();
    items.forEach(item -> citations.add(item.citation(citations.size() + 1)));
    return citations;
  }
}
