package dev.baton.core.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The constants of enumerations as definitions write them: in lower case. */
final class Words {
  private Words() {}

  static <E extends Enum<E>> Optional<E> find(String word, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(word)) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }

  /**
   * What is wrong with a word that is none.
   *
   * @param more words that are taken beside the enumeration's
   */
  static <E extends Enum<E>> String unexpected(String word, Class<E> type, List<String> more) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      words.add(word(constant));
    }
    words.addAll(more);
    return "\"" + word + "\" (expected one of: " + String.join(", ", words) + ")";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
