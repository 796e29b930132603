package dev.baton.cli.evaluation;

import dev.baton.routing.classifier.LabelledText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Describes labels by the words in their names, {@code card_arrival} by "card arrival": what a data
 * set has of the description that every agent card has. A name without words says nothing, and
 * neither do words that several names share.
 */
final class LabelWords {

  private LabelWords() {}

  static List<LabelledText> of(Collection<LabelledText> texts) {
    Map<String, String> words = new TreeMap<>();
    Map<String, Integer> uses = new HashMap<>();
    for (String label : new TreeSet<>(texts.stream().map(LabelledText::label).toList())) {
      String said = words(label);
      words.put(label, said);
      uses.merge(said, 1, Integer::sum);
    }
    List<LabelledText> descriptions = new ArrayList<>();
    words.forEach((label, said) -> {
      if (!said.isBlank() && uses.getOrDefault(said, 0) == 1) {
        descriptions.add(new LabelledText(said, label));
      }
    });
    return Collections.unmodifiableList(descriptions);
  }

  private static String words(String label) {
    return label
        .replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ")
        .replaceAll("[^\\p{L}']+", " ")
        .strip()
        .toLowerCase(Locale.ROOT);
  }
}
