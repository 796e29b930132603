package dev.baton.agent.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The languages that can be told apart by their small words. A guess that would rather say nothing:
 * short texts, and texts between two languages, are of none.
 */
public enum Language {
  ENGLISH(
      "the of and is are was what how which does do that with from when where why not this have"),
  GERMAN(
      "der die das und ist sind war was wie welche wird werden nicht mit von wenn wo warum ein eine den dem"),
  FRENCH("le la les des et est sont dans que qui quoi comment avec pour une pas du quand pourquoi"),
  SPANISH("el los las y es son en que qué cómo con para una no del cuando cuándo por se"),
  ITALIAN("il lo gli le e è sono nel che come con per una non del quando perché di della"),
  PORTUGUESE("o os as e é são em que como com para uma não do da quando por se ao"),
  DUTCH("de het een en is zijn niet met van wat hoe welke wordt worden als waar waarom dat");

  /** Fewer small words say nothing. */
  private static final int ENOUGH = 2;

  private static final Pattern WORD = Pattern.compile("\\p{L}+");

  /** Between spaces, one at each end as well. */
  private final String small;

  Language(String small) {
    this.small = " " + small + " ";
  }

  /** The language of a text; empty where that is not clear. */
  public static Optional<Language> of(String text) {
    List<String> words =
        WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(found -> found.group()).toList();
    List<Language> byWords = new ArrayList<>(List.of(values()));
    byWords.sort(Comparator.comparingLong((Language one) -> one.in(words)).reversed());
    long best = byWords.get(0).in(words);
    return best >= ENOUGH && best > byWords.get(1).in(words)
        ? Optional.of(byWords.getFirst())
        : Optional.empty();
  }

  private long in(List<String> words) {
    return words.stream().filter(word -> small.contains(" " + word + " ")).count();
  }
}
