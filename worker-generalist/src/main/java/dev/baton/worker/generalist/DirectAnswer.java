package dev.baton.worker.generalist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.evidence.Draft;
import dev.baton.agent.evidence.DraftOrder;
import dev.baton.agent.evidence.Drafting;
import dev.baton.agent.evidence.Evidence;
import dev.baton.agent.evidence.ReviewNotes;
import dev.baton.agent.evidence.Slices;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.json.Json;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.model.Prompts;
import dev.baton.agent.model.ReplyEnd;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.documents.DocumentLibrary;
import dev.baton.documents.FacetQuestion;
import dev.baton.documents.Research;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Task;
import java.util.List;
import java.util.Optional;

/**
 * The skill answer: one agent researches and writes. In place of a writer that failed it writes
 * from the evidence that it was given; without documents it answers from the model alone, or says
 * that it has neither. A question about code on which the documents are silent goes to the coder.
 */
final class DirectAnswer {

  static final String PURPOSE = "answer";

  /** What it says without documents and without a model. */
  static final String NEITHER =
      "I have no documents and no model, so I cannot answer this. Name a corpus in the input "
          + "`corpus`, or have a model provider configured.";

  private static final int MAX_OUTPUT_TOKENS = 4_096;
  private static final String SYSTEM = Prompts.read("answer").text();

  private final DocumentLibrary library;
  private final Research research;

  DirectAnswer(DocumentLibrary library) {
    this.library = library;
    this.research = new Research(library);
  }

  TaskOutcome perform(TaskContext context, String question) throws InterruptedException {
    Task task = context.task();
    List<Evidence> given = Slices.evidence(task);
    if (!given.isEmpty()) {
      DraftOrder order = new DraftOrder(question, given, ReviewNotes.of(task));
      return Drafting.write(context, order).outcome();
    }
    return library.hasDocuments(task)
        ? fromDocuments(context, question)
        : withoutDocuments(context, question);
  }

  private TaskOutcome fromDocuments(TaskContext context, String question)
      throws InterruptedException {
    context.progress("searching the documents");
    FacetQuestion whole = new FacetQuestion(question, context.task().getGoal());
    Research.Found found = research.on(whole, context);
    boolean nothing = found.evidence().items().isEmpty();
    if (nothing && CodeQuestion.isForTheCoder(context.task(), question)) {
      return CodeQuestion.handOver(context.task(), question, found.corpus());
    }
    DraftOrder order = new DraftOrder(question, List.of(found.evidence()), ReviewNotes.NONE);
    Draft draft = Drafting.write(context, order);
    ObjectNode fields = draft.fields().put("corpus", found.corpus());
    return TaskOutcome.markdown(
        draft.text().markdown(), Json.canonical(fields), draft.text().citations());
  }

  private static TaskOutcome withoutDocuments(TaskContext context, String question)
      throws InterruptedException {
    boolean offline = context.model().name().equals(OfflineExtractiveModel.NAME);
    String text = offline ? NEITHER : byModel(context, question);
    ObjectNode fields =
        Json.object()
            .put("grounded", false)
            .put("answered", !offline)
            .put("model", context.model().name());
    return TaskOutcome.markdown(text, Json.canonical(fields), List.of());
  }

  private static String byModel(TaskContext context, String question) throws InterruptedException {
    ModelRequest request =
        new ModelRequest(
            PURPOSE,
            SYSTEM,
            List.of(new ModelMessage.User(question)),
            List.of(),
            Optional.empty(),
            MAX_OUTPUT_TOKENS,
            true);
    ModelReply reply = context.model().call(request, context.deadline());
    if (reply.end() == ReplyEnd.CUT_OFF || reply.text().isBlank()) {
      throw new TaskFailureException(
          FailureClass.MALFORMED,
          "output of %s: %s (expected: a whole text of at most %d tokens)"
              .formatted(PURPOSE, reply.text().isBlank() ? "empty" : "cut off", MAX_OUTPUT_TOKENS));
    }
    return reply.text();
  }
}
