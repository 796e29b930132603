package dev.baton.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.schemas.Answer;
import org.junit.jupiter.api.Test;

class AnswerTextTests {

  @Test
  void saysWhatWasTakenBack() {
    Answer answer = Answers.complete();
    answer.getSteps().getFirst().put("compensation", "1 of 1 taken back");

    assertThat(AnswerText.lines(answer)).contains("Compensated", "- research: 1 of 1 taken back");
    assertThat(AnswerJson.of(answer).at("/steps/0/compensation").asText())
        .isEqualTo("1 of 1 taken back");
  }

  @Test
  void printsTextSourcesAndHowItCameAbout() {
    assertThat(AnswerText.lines(Answers.complete()))
        .containsExactly(
            "First. [1]",
            "",
            "Second. [2]",
            "",
            "Sources",
            "[1] failure-contract.md:12-14",
            "[2] guide/intro.md:3",
            "",
            "Offline answer: extracted sentences, no model was used.",
            "",
            "Run    0b7a3a44-3a6e-5c1e-8b0f-1f6f5f0c9d11 (1.4 s)",
            "Route  workflow answer (rule questions: The goal is a question.)",
            "",
            "step      agent       status     attempts  time   tokens",
            "research  researcher  succeeded  3         85 ms  741",
            "write     writer      succeeded  1         1.2 s  0");
  }

  @Test
  void namesWhatAPartialAnswerLacks() {
    assertThat(AnswerText.lines(Answers.partial()))
        .containsSubsequence(
            "Some.",
            "",
            "This run is partial: 2 of 3 items are there",
            "Missing",
            "- research \"what [31mhappens\": timeout, no answer in 10 s",
            "- review: budget, tokens are spent");
  }

  @Test
  void saysWhyARunFailed() {
    assertThat(AnswerText.lines(Answers.failed()))
        .startsWith("This run is failed: hint: 'agent:nobody' (expected: a known agent)")
        .contains("Route  none (hint: unknown agent)")
        .noneMatch(line -> line.startsWith("step"));
  }

  @Test
  void letsNoControlCharactersThrough() {
    assertThat(AnswerText.lines(Answers.partial()))
        .allSatisfy(line -> assertThat(line).doesNotContainPattern("\\p{Cntrl}"));
  }
}
