package dev.baton.worker.reviewer;

import java.util.stream.Collectors;

/** A verdict for people, in Markdown. Stateless. */
final class VerdictText {

  private VerdictText() {}

  /**
   * The text.
   *
   * @param citations how many were looked up
   */
  static String of(Verdict verdict, int citations) {
    int grave =
        (int) verdict.issues().stream().filter(issue -> issue.severity() != Severity.MINOR).count();
    StringBuilder text = new StringBuilder();
    text.append("**Verdict: %s.** ".formatted(verdict.accepted() ? "accept" : "redo"))
        .append("%d citations looked up, ".formatted(citations))
        .append("%d issues.".formatted(grave))
        .append(critic(verdict))
        .append('\n');
    if (!verdict.issues().isEmpty()) {
      text.append('\n');
      verdict.issues().forEach(issue -> text.append("- ").append(line(issue)).append('\n'));
    }
    return text.toString();
  }

  private static String line(ReviewIssue issue) {
    return issue.severity() == Severity.MINOR ? issue.line() + " (minor)" : issue.line();
  }

  private static String critic(Verdict verdict) {
    return switch (verdict.opinion()) {
      case Critic.Opinion.Given(Critique critique) ->
          " Critique by %s, %s: score %s."
              .formatted(critique.model(), relation(verdict), verdict.score());
      case Critic.Opinion.None(String reason) -> reason.isEmpty() ? "" : " No critique: " + reason;
    };
  }

  private static String relation(Verdict verdict) {
    String authors = verdict.authors().models().stream().collect(Collectors.joining(", "));
    if (verdict.independent()) {
      return "not by " + authors + " that wrote the draft";
    }
    return authors.isEmpty()
        ? "where it is not known which model wrote the draft"
        : "which wrote the draft itself, since the tier has no other model";
  }
}
