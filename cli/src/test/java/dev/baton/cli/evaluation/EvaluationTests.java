package dev.baton.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baton.routing.classifier.LabelledText;
import dev.baton.vectors.SentenceEmbedder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTests {

  /** Texts are their own vectors: numbers between blanks. */
  private static final SentenceEmbedder NUMBERS =
      new SentenceEmbedder() {
        @Override
        public String model() {
          return "numbers";
        }

        @Override
        public List<float[]> embed(List<String> texts) {
          return texts.stream()
              .map(text -> {
                String[] parts = text.split(" ", -1);
                return new float[] {Float.parseFloat(parts[0]), Float.parseFloat(parts[1])};
              })
              .toList();
        }
      };

  /**
   * Two clouds far apart, named without words; of the second label's texts the last lies in the
   * first cloud.
   */
  private static DataSet.Part part(int shift, boolean withFault, String... foreign) {
    List<LabelledText> texts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double off = (i + shift) * 0.003;
      texts.add(new LabelledText((0.9 + off) + " " + (0.1 - off), "1"));
      texts.add(new LabelledText((0.1 - off) + " " + (0.9 + off), "2"));
    }
    if (withFault) {
      texts.add(new LabelledText("0.91 0.09", "2"));
    }
    return new DataSet.Part(texts, List.of(foreign));
  }

  private static final DataSet DATA =
      new DataSet(
          part(0, false),
          part(1, false),
          part(2, true, "0.5 0.5", "0.51 0.49", "0.49 0.51", "0.93 0.07"));

  @Test
  void countsWhatIsRightAndWhatIsCaught() {
    EvaluationReport report = new Evaluation(NUMBERS, DATA).run(0.02);

    assertThat(report.accuracy()).isCloseTo(40 / 41.0, within(1e-9));
    assertThat(report.atThreshold().recall()).isCloseTo(0.75, within(1e-9));
    assertThat(report.confusions()).containsExactly(new EvaluationReport.Confusion("2", "1", 1));
    assertThat(report.sizes()).isEqualTo(new EvaluationReport.Sizes(2, 40, 40, 41, 4));
  }

  @Test
  void suggestsWhatCostsAtMostThreePointsOnTheValidationPart() {
    EvaluationReport.Suggestion suggestion =
        new Evaluation(NUMBERS, DATA).run(-1).suggestion().orElseThrow();

    assertThat(suggestion.threshold()).isPositive();
    assertThat(suggestion.onValidation().accuracy())
        .isGreaterThanOrEqualTo(1 - Evaluation.MAX_COST);
  }

  @Test
  void suggestsNothingWithoutAValidationPart() {
    EvaluationReport report = new Evaluation(NUMBERS, DATA.withExamples(10, 1)).run(-1);

    assertThat(report.suggestion()).isEmpty();
    assertThat(report.atThreshold().threshold()).isEqualTo(0.05);
    assertThat(report.lines()).anyMatch(line -> line.startsWith("No validation part"));
  }

  @Test
  void aHigherThresholdNeverCatchesLess() {
    List<EvaluationReport.Point> curve = new Evaluation(NUMBERS, DATA).run(-1).curve();

    assertThat(curve).isSortedAccordingTo((a, b) -> Double.compare(a.recall(), b.recall()));
    assertThat(curve).isSortedAccordingTo((a, b) -> Double.compare(b.accuracy(), a.accuracy()));
  }

  @Test
  void drawsTheCurve() {
    String svg = CurvePlot.svg(new Evaluation(NUMBERS, DATA).run(-1));

    assertThat(svg)
        .startsWith("<svg ")
        .contains("<polyline")
        .contains("<circle")
        .endsWith("</svg>\n");
  }

  @Test
  void theCalibrationErrorIsTheDistanceBetweenSayingAndBeingRight() {
    Calibration calibration = new Calibration();
    for (int i = 0; i < 10; i++) {
      calibration.add(0.95, i < 8);
      calibration.add(0.55, i < 5);
    }

    assertThat(calibration.error()).isCloseTo((0.15 + 0.05) / 2, within(1e-9));
  }
}
