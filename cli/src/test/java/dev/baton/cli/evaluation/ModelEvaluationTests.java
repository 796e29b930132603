package dev.baton.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.router.decision.TargetModel;
import dev.baton.routing.classifier.LabelledText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelEvaluationTests {

  private final List<TargetModel.Question> questions = new ArrayList<>();

  /** Knows what "pay" means and says nothing to "x". */
  private final TargetModel model =
      new TargetModel() {
        @Override
        public String name() {
          return "fake";
        }

        @Override
        public Answer pick(Question question) {
          questions.add(question);
          return question.goal().equals("x")
              ? new Failed("overloaded")
              : new Picked(
                  question.goal().contains("pay") ? Optional.of("pay_bill") : Optional.empty(),
                  new Cost("fake", 100, 10, 50));
        }
      };

  private final ModelEvaluation evaluation =
      new ModelEvaluation(
          model,
          List.of(new LabelledText("pay it", "pay_bill"), new LabelledText("sing", "sing_song")));

  private static EvaluationReport.Left inScope(String text, String label) {
    return new EvaluationReport.Left(text, Optional.of(label));
  }

  private static EvaluationReport.Left foreign(String text) {
    return new EvaluationReport.Left(text, Optional.empty());
  }

  @Test
  void countsWhatTheModelGotRightAndWhatThatCost() {
    List<String> lines =
        evaluation.ask(
            List.of(
                inScope("pay the bill", "pay_bill"),
                inScope("sing to me", "sing_song"),
                foreign("pay attention"),
                foreign("hello"),
                foreign("x")),
            100);

    assertThat(lines.get(1)).contains("fake, asked about 5 of the 5 texts");
    assertThat(lines.get(2)).isEqualTo("in scope  2, of which 1 (50.00 %) got their label");
    assertThat(lines.get(3)).isEqualTo("foreign   3, of which 1 (33.33 %) got none");
    assertThat(lines.get(4)).startsWith("no answer 1; 440 tokens, cost 0.000200, ");
    assertThat(questions.getFirst().targets())
        .containsEntry("pay_bill", "pay bill")
        .containsEntry("sing_song", "sing song");
  }

  @Test
  void asksAboutABoundedNumberFromAllOverTheTexts() {
    List<EvaluationReport.Left> left =
        IntStream.range(0, 1_000).mapToObj(i -> foreign("text " + i)).toList();

    evaluation.ask(left, 10);

    assertThat(questions)
        .extracting(TargetModel.Question::goal)
        .containsExactlyElementsOf(
            IntStream.range(0, 10).mapToObj(i -> "text " + i * 100).toList());
  }
}
