package dev.baton.worker.reviewer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.evidence.ReviewNotes;
import dev.baton.agent.json.Json;
import dev.baton.agent.task.TaskOutcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a draft may be given. What a check found no critique can talk away; a critique can only
 * ask for more.
 *
 * @param notes what is wrong with citations and sentences
 * @param code what is wrong with code
 * @param statements how many sentences and blocks of code were checked
 * @param opinion a model's critique, or why there is none
 * @param authors who wrote the draft
 */
record Verdict(
    ReviewNotes notes, Checked code, int statements, Critic.Opinion opinion, Authors authors) {

  boolean accepted() {
    return passedChecks()
        && switch (opinion) {
          case Critic.Opinion.Given(Critique critique) -> critique.accept();
          case Critic.Opinion.None _ -> true;
        };
  }

  private boolean passedChecks() {
    return notes.accepted() && code.issues().isEmpty();
  }

  /** The worse of both: the part of the draft that passed its checks, and the critique's score. */
  double score() {
    double checks =
        passedChecks()
            ? 1
            : 1 - (notes.issues().size() + code.issues().size()) / (double) Math.max(1, statements);
    double score =
        switch (opinion) {
          case Critic.Opinion.Given(Critique critique) -> Math.min(checks, critique.score());
          case Critic.Opinion.None _ -> checks;
        };
    return Math.round(100 * Math.max(0, score)) / 100.0;
  }

  /** Everything that is wrong, the checks' findings first. */
  List<ReviewIssue> issues() {
    List<ReviewIssue> issues = new ArrayList<>();
    notes
        .issues()
        .forEach(issue -> issues.add(new ReviewIssue(ReviewIssue.WHOLE, issue, Severity.CRITICAL)));
    issues.addAll(code.issues());
    if (opinion instanceof Critic.Opinion.Given(Critique critique)) {
      issues.addAll(critique.issues());
    }
    return issues;
  }

  /** Whether the critic is known to be another model than the author. */
  boolean independent() {
    return opinion instanceof Critic.Opinion.Given(Critique critique)
        && !authors.models().isEmpty()
        && !authors.models().contains(critique.model());
  }

  /** The result's fields; the last entries of each list are left out where they do not fit. */
  String fields() {
    int entries = ReviewNotes.MAX_ENTRIES;
    String json = fields(entries);
    while (entries > 0
        && json.getBytes(StandardCharsets.UTF_8).length > TaskOutcome.MAX_FIELDS_BYTES) {
      json = fields(--entries);
    }
    return json;
  }

  private String fields(int entries) {
    List<String> lines =
        accepted() ? List.of() : issues().stream().limit(entries).map(ReviewIssue::line).toList();
    ReviewNotes told =
        new ReviewNotes(
            lines,
            notes.citations().stream().limit(entries).toList(),
            notes.sentences().stream().limit(entries).toList());
    ObjectNode fields = Json.readObject(told.toJson()).orElseThrow();
    fields.put("accept", accepted()).put("score", score());
    ArrayNode findings = fields.putArray("findings");
    issues().stream().limit(entries).map(ReviewIssue::toJson).forEach(findings::add);
    if (!code.unchecked().isEmpty()) {
      ArrayNode unchecked = fields.putArray("unchecked");
      code.unchecked().stream().limit(entries).forEach(unchecked::add);
    }
    critic(fields);
    return Json.canonical(fields);
  }

  private void critic(ObjectNode fields) {
    switch (opinion) {
      case Critic.Opinion.Given(Critique critique) -> {
        fields.put("critic", critique.model()).put("independent", independent());
        ArrayNode writers = fields.putArray("authors");
        authors.models().forEach(writers::add);
      }
      case Critic.Opinion.None(String reason) when !reason.isEmpty() ->
          fields.put("noCritique", reason);
      case Critic.Opinion.None _ -> {}
    }
  }
}
