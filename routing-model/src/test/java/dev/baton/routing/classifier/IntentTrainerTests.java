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
    IntentModel model = trainer.train(LessonPlan.of(texts(10, 1)));

    assertThat(accuracy(model, texts(50, 2))).isGreaterThan(0.95);
  }

  @Test
  void probabilitiesOfAllLabelsAddUpToOneAndStandInOrder() {
    Prediction prediction =
        trainer.train(LessonPlan.of(texts(5, 1))).predict("ships1 ships2 bread3");

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
    IntentModel model = trainer.train(LessonPlan.of(texts(20, 1)).calibratedOn(texts(50, 3)));
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
    IntentModel first = trainer.train(LessonPlan.of(texts(10, 1)));
    IntentModel second = trainer.train(LessonPlan.of(texts(10, 1)));

    assertThat(second.digest()).isEqualTo(first.digest()).hasSize(16);
    assertThat(second.predict("stars1 trees2")).isEqualTo(first.predict("stars1 trees2"));
  }

  @Test
  void anotherExampleGivesAnotherVersion() {
    List<LabelledText> more = new ArrayList<>(texts(10, 1));
    more.add(new LabelledText("one more", "bread"));

    assertThat(trainer.train(LessonPlan.of(more)).digest())
        .isNotEqualTo(trainer.train(LessonPlan.of(texts(10, 1))).digest());
  }

  @Test
  void aLabelWithOneExampleIsLearned() {
    List<LabelledText> texts = new ArrayList<>(texts(10, 1));
    texts.add(new LabelledText("moon1 moon2 moon3", "moon"));

    IntentModel model = trainer.train(LessonPlan.of(texts));

    assertThat(model.predict("moon1 moon2 moon3").best().label()).isEqualTo("moon");
  }

  @Test
  void twoLabelsWithOneExampleEachAreLearnedWithoutCalibration() {
    IntentModel model =
        trainer.train(
            LessonPlan.of(
                List.of(new LabelledText("left side", "l"), new LabelledText("right hand", "r"))));

    assertThat(model.predict("left side").best().label()).isEqualTo("l");
    assertThat(model.predict("anything else").scope()).isEqualTo(1);
  }

  @Test
  void theSameTextUnderTwoLabelsHasNoMargin() {
    IntentModel model =
        trainer.train(
            LessonPlan.of(
                List.of(
                    new LabelledText("same words", "a"),
                    new LabelledText("same words", "b"),
                    new LabelledText("other words", "c"))));

    assertThat(model.predict("same words").margin()).isCloseTo(0, within(1e-3));
  }

  @Test
  void oneLabelAloneIsRefused() {
    assertThatThrownBy(() -> trainer.train(LessonPlan.of(List.of(new LabelledText("x", "only")))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("examples: of 1 labels (expected: at least 2)");
  }

  @Test
  void aHeldOutLabelThatIsNotLearnedIsRefused() {
    List<LabelledText> strange = List.of(new LabelledText("x", "strange"));

    assertThatThrownBy(() -> trainer.train(LessonPlan.of(texts(5, 1)).calibratedOn(strange)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("held-out label: 'strange' (expected: one that is learned)");
  }

  @Test
  void aDescriptionIsLearnedLikeAnExample() {
    List<LabelledText> examples =
        List.of(
            new LabelledText("bread1 bread2", "bread"), new LabelledText("ships1 ships2", "ships"));
    LessonPlan plain = LessonPlan.of(examples);
    LessonPlan described =
        new LessonPlan(examples, List.of(new LabelledText("oven9", "bread")), List.of());

    assertThat(trainer.train(described).predict("oven9").best().label()).isEqualTo("bread");
    assertThat(trainer.train(described).predict("oven9").best().probability())
        .isGreaterThan(trainer.train(plain).predict("oven9").best().probability());
    assertThat(trainer.train(described).digest()).isNotEqualTo(trainer.train(plain).digest());
  }

  @Test
  void aDescriptionAloneMakesNoLabel() {
    LessonPlan plan =
        new LessonPlan(texts(3, 1), List.of(new LabelledText("words", "no examples")), List.of());

    assertThat(trainer.train(plan).predict("words").scores())
        .extracting(Score::label)
        .doesNotContain("no examples");
  }
}
