package dev.baton.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.routing.classifier.LabelledText;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LabelWordsTests {

  private static List<LabelledText> described(String... labels) {
    return LabelWords.of(
        Stream.of(labels).map(label -> new LabelledText("some text", label)).toList());
  }

  @Test
  void namesAreReadAsWords() {
    assertThat(described("card_arrival", "BookFlight", "card_arrival", "what-if?"))
        .containsExactly(
            new LabelledText("book flight", "BookFlight"),
            new LabelledText("card arrival", "card_arrival"),
            new LabelledText("what if", "what-if?"));
  }

  @Test
  void numbersAndWordsThatSeveralNamesShareSayNothing() {
    assertThat(described("1", "2", "intent_1", "intent_2", "greeting"))
        .containsExactly(new LabelledText("greeting", "greeting"));
  }
}
