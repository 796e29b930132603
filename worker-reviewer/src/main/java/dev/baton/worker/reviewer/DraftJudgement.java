package dev.baton.worker.reviewer;

import dev.baton.agent.evidence.Language;
import dev.baton.agent.evidence.ReviewNotes;
import dev.baton.agent.evidence.Slices;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.model.Source;
import dev.baton.agent.model.Sources;
import dev.baton.agent.task.TaskContext;
import dev.baton.schemas.Citation;
import dev.baton.schemas.SlicePart;
import dev.baton.schemas.Task;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Judges one draft: first the checks that need no opinion, then a critique. Used by one thread, for
 * one task.
 */
final class DraftJudgement {

  private static final String JSON = "application/json";

  /** More of a draft is not shown to a critic. */
  private static final int MAX_DRAFT_CHARS = 24_000;

  /** More sources are not shown to a critic. */
  private static final int MAX_SOURCES = 60;

  private final TaskContext context;
  private final QuoteLookup lookup;
  private final SlicePart part;
  private final String text;
  private final DraftUnderReview draft;
  private final List<CodeBlock> code;

  DraftJudgement(TaskContext context, QuoteLookup lookup, SlicePart part) {
    this.context = context;
    this.lookup = lookup;
    this.part = part;
    this.text = Slices.text(part);
    this.draft =
        DraftUnderReview.of(text, part.getCitations(), Slices.facets(context.task()))
            .answering(question());
    this.code = isJson(part) ? List.of(new CodeBlock(1, "json", text)) : CodeBlock.in(text);
  }

  Verdict judge(InstantSource clock) throws InterruptedException {
    ReviewNotes notes = mustCite() ? DraftReview.of(draft, lookup) : ReviewNotes.NONE;
    Authors authors = Authors.of(part);
    Checked checked = CodeChecks.of(code, context.task()).and(language(authors));
    Critic.Opinion opinion =
        new Critic(context, clock, authors).judge(prompt(notes, checked), text);
    int statements = draft.statements().size() + code.size();
    return new Verdict(notes, checked, statements, opinion, authors);
  }

  /** How many citations were looked up. */
  int citations() {
    return draft.citations().size();
  }

  /** A program without evidence beside it has nothing to cite: it is held against its checks. */
  private boolean mustCite() {
    return code.isEmpty()
        || !draft.citations().isEmpty()
        || Slices.entry(context.task(), Slices.EVIDENCE).isPresent();
  }

  private static boolean isJson(SlicePart part) {
    return part.getContent() != null && part.getContent().getMediaType().equals(JSON);
  }

  private String question() {
    Task task = context.task();
    return task.getGoal().isBlank() ? task.getObjective() : task.getGoal();
  }

  /** What quotes its sources is in their language, whatever the question's is. */
  private Checked language(Authors authors) {
    Optional<Language> written = draft.written();
    if (authors.models().contains(OfflineExtractiveModel.NAME)
        || written.isEmpty()
        || draft.asked().isEmpty()) {
      return Checked.fine();
    }
    long translated = draft.statements().stream().filter(draft::translates).count();
    Checked compared =
        translated == 0
            ? Checked.fine()
            : Checked.not(
                "%d sentences: in another language than their sources, whose words were not compared"
                    .formatted(translated));
    return written.equals(draft.asked())
        ? compared
        : compared.and(
            new Checked(
                List.of(
                    new ReviewIssue(
                        ReviewIssue.WHOLE,
                        "the draft is in %s (expected: %s, as the question is)"
                            .formatted(written.get(), draft.asked().get()),
                        Severity.MAJOR)),
                List.of()));
  }

  /** The draft stands on quoted lines, so that nothing in it can pass as a section. */
  private String prompt(ReviewNotes notes, Checked checked) {
    List<Source> sources =
        draft.citations().values().stream().limit(MAX_SOURCES).map(DraftJudgement::source).toList();
    StringBuilder prompt = new StringBuilder(new Sources(question(), sources).format());
    prompt.append("\n\n## Draft\n");
    String shown = text.length() <= MAX_DRAFT_CHARS ? text : text.substring(0, MAX_DRAFT_CHARS);
    shown.lines().forEach(line -> prompt.append("> ").append(line).append('\n'));
    if (shown.length() < text.length()) {
      prompt.append("(%d characters more)\n".formatted(text.length() - shown.length()));
    }
    prompt.append("\n## What the checks found\n");
    notes.issues().forEach(issue -> prompt.append("- ").append(issue).append('\n'));
    checked.issues().forEach(issue -> prompt.append("- ").append(issue.line()).append('\n'));
    return prompt.toString();
  }

  private static Source source(Citation citation) {
    return new Source(
        citation.getNumber(),
        citation.getSource(),
        citation.getLineStart(),
        citation.getLineEnd(),
        citation.getQuote());
  }
}
