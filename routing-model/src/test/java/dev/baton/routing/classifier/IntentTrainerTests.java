package dev.baton.routing.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntentTrainerTests {

  private static final List<String> LABELS = List.of("bread", "ships", "stars", "trees");
  private static final int WORDS = 12;

  private final IntentTrainer trainer = new IntentTrainer(new WordEmbedder());

  /** Texts of four words of a label's own and two that all labels share. */
  private static List<LabelledText> texts(int perLabel, long seed) {
    Random random = new Random(seed);
    List<LabelledText> texts = new ArrayList<>();
    for (String label : LABELS) {
      for (int i = 0; i < perLabel; i++) {
        texts.add(new LabelledText(sentence(label, random), label));
      }
    }
    return texts;
  }

  private static String sentence(String topic, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      text.append(topic).append(random.nextInt(WORDS)).append(' ');
    }
    return text.append("shared").append(random.nextInt(WORDS)).append(" the").toString();
  }

  private static double accuracy(IntentModel model, List<LabelledText> texts) {
    return texts.stream()
        .mapToInt(text -> model.predict(text.text()).best().label().equals(text.label()) ? 1 : 0)
        .average()
        .orElseThrow();
  }

  @Test
  void learnsLabelsFromFewExamples() {
    IntentModel model = trainer.train(texts(10, 1), List.of());

    assertThat(accuracy(model, texts(50, 2))).isGreaterThan(0.95);
  }

  @Test
  void probabilitiesOfAllLabelsAddUpToOneAndStandInOrder() {
    Prediction prediction = trainer.train(texts(5, 1), List.of()).predict("ships1 ships2 bread3");

    assertThat(prediction.scores()).hasSize(LABELS.size());
    assertThat(prediction.scores().stream().mapToDouble(Score::probability).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(prediction.scores())
        .isSortedAccordingTo((a, b) -> Double.compare(b.probability(), a.probability()));
    assertThat(prediction.best().label()).isEqualTo("ships");
    assertThat(prediction.margin())
        .isEqualTo(
            prediction.scores().get(0).probability() - prediction.scores().get(1).probability());
  }

  @Test
  void foreignTextsHaveASmallerScopeThanKnownOnes() {
    IntentModel model = trainer.train(texts(20, 1), texts(50, 3));
    Random random = new Random(4);
    double threshold = IntentModel.DEFAULT_THRESHOLD;

    long foreign =
        random
            .ints(100, 0, 50)
            .filter(i ->
                model.predict(sentence("unheard" + (char) ('a' + i % 26), random)).scope()
                    < threshold)
            .count();
    long known =
        texts(25, 5).stream()
            .filter(text -> model.predict(text.text()).scope() < threshold)
            .count();

    assertThat(foreign).isGreaterThan(70);
    assertThat(known).isLessThan(20);
  }

  @Test
  void theSameExamplesGiveTheSameModelBitForBit() {
    IntentModel first = trainer.train(texts(10, 1), List.of());
    IntentModel second = trainer.train(texts(10, 1), List.of());

    assertThat(second.digest()).isEqualTo(first.digest()).hasSize(16);
    assertThat(second.predict("stars1 trees2")).isEqualTo(first.predict("stars1 trees2"));
  }

  @Test
  void anotherExampleGivesAnotherVersion() {
    List<LabelledText> more = new ArrayList<>(texts(10, 1));
    more.add(new LabelledText("one more", "bread"));

    assertThat(trainer.train(more, List.of()).digest())
        .isNotEqualTo(trainer.train(texts(10, 1), List.of()).digest());
  }

  @Test
  void aLabelWithOneExampleIsLearned() {
    List<LabelledText> texts = new ArrayList<>(texts(10, 1));
    texts.add(new LabelledText("moon1 moon2 moon3", "moon"));

    IntentModel model = trainer.train(texts, List.of());

    assertThat(model.predict("moon1 moon2 moon3").best().label()).isEqualTo("moon");
  }

  @Test
  void twoLabelsWithOneExampleEachAreLearnedWithoutCalibration() {
    IntentModel model =
        trainer.train(
            List.of(new LabelledText("left side", "l"), new LabelledText("right hand", "r")),
            List.of());

    assertThat(model.predict("left side").best().label()).isEqualTo("l");
    assertThat(model.predict("anything else").scope()).isEqualTo(1);
  }

  @Test
  void theSameTextUnderTwoLabelsHasNoMargin() {
    IntentModel model =
        trainer.train(
            List.of(
                new LabelledText("same words", "a"),
                new LabelledText("same words", "b"),
                new LabelledText("other words", "c")),
            List.of());

    assertThat(model.predict("same words").margin()).isCloseTo(0, within(1e-3));
  }

  @Test
  void oneLabelAloneIsRefused() {
    assertThatThrownBy(() -> trainer.train(List.of(new LabelledText("x", "only")), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("examples: of 1 labels (expected: at least 2)");
  }

  @Test
  void aHeldOutLabelThatIsNotLearnedIsRefused() {
    List<LabelledText> strange = List.of(new LabelledText("x", "strange"));

    assertThatThrownBy(() -> trainer.train(texts(5, 1), strange))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("held-out label: 'strange' (expected: one that is learned)");
  }
}
