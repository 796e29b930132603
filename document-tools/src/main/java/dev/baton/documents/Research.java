package dev.baton.documents;

import dev.baton.agent.evidence.Evidence;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.loop.LoopPrompt;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.model.Prompts;
import dev.baton.agent.task.TaskContext;
import dev.baton.schemas.FailureClass;
import dev.baton.search.Passage;
import dev.baton.search.SkippedFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a model search and read until it can say what the documents say, and looks every quote of it
 * up. Where there is no model, or the model's claims are of no use, the evidence is picked by rules
 * from everything that was found. Thread-safe.
 */
public final class Research {

  /** The purpose under which the model is asked. */
  public static final String PURPOSE = "research";

  private static final String SYSTEM = Prompts.read("research").text();

  /** After these the rules still can do what the model could not. */
  private static final Set<FailureClass> OF_THE_MODEL =
      Set.of(FailureClass.MALFORMED, FailureClass.BUDGET);

  private final DocumentLibrary library;
  private final EvidenceFinder finder;

  /**
   * Research over a library.
   *
   * @param library the documents
   */
  public Research(DocumentLibrary library) {
    this.library = library;
    this.finder = new EvidenceFinder(library);
  }

  /**
   * What was found.
   *
   * @param evidence the sentences that bear on the facet
   * @param corpus the corpus that was searched
   * @param passages how many passages the searches brought
   * @param claims what became of a model's claims; empty where there was no model
   */
  public record Found(
      Evidence evidence, String corpus, int passages, Optional<ClaimsReport> claims) {}

  /** What a loop brought: its last text and what its searches found. */
  private record Seen(String text, Map<String, Passage> passages, boolean looked) {}

  /**
   * Looks for evidence on a facet in the corpus that the task names.
   *
   * @throws InterruptedException if the work was interrupted
   * @throws TaskFailureException of class PERMANENT if the corpus is unknown or empty; or the
   *     loop's own, except MALFORMED and BUDGET
   */
  public Found on(FacetQuestion question, TaskContext context) throws InterruptedException {
    String corpus = DocumentLibrary.corpusOf(context.task());
    sayWhatIsLeftOut(library.index(corpus).skipped(), context);
    LoopPrompt prompt = new LoopPrompt(PURPOSE, SYSTEM, question.facet(), Optional.empty());
    return context.model().name().equals(OfflineExtractiveModel.NAME)
        ? byRules(question, context, seen(context, prompt), Optional.empty())
        : byModel(question, context, prompt.checked(new ClaimCheck(library, corpus)));
  }

  private Found byModel(FacetQuestion question, TaskContext context, LoopPrompt prompt)
      throws InterruptedException {
    Seen seen;
    try {
      seen = seen(context, prompt);
    } catch (TaskFailureException e) {
      if (!OF_THE_MODEL.contains(e.failureClass())) {
        throw e;
      }
      Seen nothing = new Seen("", new LinkedHashMap<>(), false);
      return byRules(
          question,
          context,
          nothing,
          Optional.of(ClaimsReport.none(String.valueOf(e.getMessage()))));
    }
    if (!seen.looked()) {
      // A model may claim to have seen enough without having looked.
      return byRules(
          question, context, seen, Optional.of(ClaimsReport.none("nothing was looked at")));
    }
    Optional<String> complaint = Claim.complaint(seen.text());
    if (complaint.isPresent()) {
      return byRules(question, context, seen, Optional.of(ClaimsReport.none(complaint.get())));
    }
    String corpus = DocumentLibrary.corpusOf(context.task());
    ClaimLookup.Held held =
        ClaimLookup.in(library, corpus, seen.passages().values())
            .hold(question.facet(), Claim.read(seen.text()));
    return new Found(
        held.evidence(),
        corpus,
        seen.passages().size(),
        Optional.of(new ClaimsReport(held.evidence().claims().size(), held.dropped(), "")));
  }

  private static Seen seen(TaskContext context, LoopPrompt prompt) throws InterruptedException {
    Map<String, Passage> passages = new LinkedHashMap<>();
    boolean looked = false;
    var loop = context.loop().run(prompt);
    for (ModelMessage message : loop.transcript()) {
      if (message instanceof ModelMessage.ToolOutput(_, String tool, String text)) {
        looked |= tool.equals(SearchTool.SEARCH) || tool.equals(ReadTool.READ);
        if (tool.equals(SearchTool.SEARCH)) {
          collect(PassageJson.read(text), passages);
        }
      }
    }
    return new Seen(loop.text(), passages, looked);
  }

  private Found byRules(
      FacetQuestion question, TaskContext context, Seen seen, Optional<ClaimsReport> claims)
      throws InterruptedException {
    String corpus = DocumentLibrary.corpusOf(context.task());
    Map<String, Passage> passages = seen.passages();
    if (question.isPart()) {
      String both = question.facet() + "\n" + question.goal();
      collect(PassageSearch.call(context.tools(), SearchTool.SEARCH, both), passages);
    }
    if (passages.isEmpty()) {
      collect(PassageSearch.call(context.tools(), SearchTool.SEARCH, question.facet()), passages);
    }
    List<Passage> all = new ArrayList<>(passages.values());
    return new Found(finder.find(corpus, question, all), corpus, all.size(), claims);
  }

  private static void sayWhatIsLeftOut(List<SkippedFile> skipped, TaskContext context) {
    if (!skipped.isEmpty()) {
      SkippedFile first = skipped.getFirst();
      context.progress(
          "%d files cannot be searched, such as %s: %s"
              .formatted(skipped.size(), first.path(), first.reason()));
    }
  }

  private static void collect(List<Passage> found, Map<String, Passage> passages) {
    for (Passage passage : found) {
      passages.putIfAbsent(
          passage.source() + ':' + passage.lineStart() + ':' + passage.lineEnd(), passage);
    }
  }
}
