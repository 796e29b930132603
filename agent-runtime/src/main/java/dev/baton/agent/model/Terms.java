package dev.baton.agent.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits English text into comparable terms: lower case, lightly stemmed, without stop words;
 * identifiers also by their parts. Stateless and deterministic.
 */
public final class Terms {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:[._'’-][\\p{L}\\p{N}]+)*");
  private static final Pattern PART =
      Pattern.compile("\\p{Lu}?\\p{Ll}+|\\p{Lu}+(?!\\p{Ll})|\\p{N}+|\\p{L}+");
  private static final Set<String> STOP =
      Set.copyOf(
          List.of(
              ("a about after all also an and any are as at be because been before being between both but by can could did do does doing done each"
                      + " either else etc explain for from get give had has have he her here him his how i if in into is it its itself just let list"
                      + " like many may me might more most much must my need no nor not now of off on once one only or other our out over own per"
                      + " please s same say shall she should show so some such summarize summary tell than that the their them then there these they"
                      + " this those through to too under until up upon us use used uses using very was we were what when where whether which while"
                      + " who whom whose why will with within without would you your")
                  .split(" ")));

  /** They carry meaning in a question about order in time. */
  private static final Set<String> KEPT =
      Set.of("before", "after", "between", "must", "not", "without", "until", "once");

  private Terms() {}

  /** The distinct terms of a text, in order of appearance. */
  public static Set<String> of(String text) {
    Set<String> terms = new LinkedHashSet<>();
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      String word = words.group();
      add(terms, word);
      if (isCompound(word)) {
        Matcher parts = PART.matcher(word);
        while (parts.find()) {
          add(terms, parts.group());
        }
      }
    }
    return terms;
  }

  /** Terms that only say how sentences hang together: they count for little. */
  static boolean isWeak(String term) {
    return KEPT.contains(term);
  }

  private static boolean isCompound(String word) {
    return word.chars().anyMatch(c -> !Character.isLetterOrDigit(c))
        || !word.substring(1).equals(word.substring(1).toLowerCase(Locale.ROOT));
  }

  private static void add(Set<String> terms, String word) {
    String lower = word.toLowerCase(Locale.ROOT).replace('’', '\'');
    String bare = lower.endsWith("'s") ? lower.substring(0, lower.length() - 2) : lower;
    if (KEPT.contains(bare)) {
      terms.add(bare);
    } else if (!STOP.contains(bare) && (bare.length() > 1 || Character.isDigit(bare.charAt(0)))) {
      terms.add(stem(bare));
    }
  }

  /**
   * Takes plural and verb endings off, so that "acknowledges", "acknowledging" and
   * "acknowledgement" meet.
   */
  static String stem(String word) {
    if (word.length() <= 3 || !word.chars().allMatch(Character::isLetter)) {
      return word;
    }
    String stem = word;
    for (String ending :
        List.of(
            "ements", "ement", "ments", "ment", "ations", "ation", "ings", "ing", "ies", "ied",
            "ers", "er", "ed", "es", "s", "ly", "al", "y", "e")) {
      if (stem.endsWith(ending)
          && stem.length() - ending.length() >= 3
          && !(ending.equals("s") && stem.endsWith("ss"))) {
        stem = stem.substring(0, stem.length() - ending.length());
        break;
      }
    }
    int last = stem.length() - 1;
    boolean doubled =
        last >= 3
            && stem.charAt(last) == stem.charAt(last - 1)
            && "lsz".indexOf(stem.charAt(last)) < 0;
    if (doubled) {
      stem = stem.substring(0, last);
    }
    return stem.length() > 3 && (stem.endsWith("e") || stem.endsWith("i"))
        ? stem.substring(0, stem.length() - 1)
        : stem;
  }
}
