package dev.baton.redaction;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hides secrets in texts: those that this process was configured with, and what looks like one
 * wherever it comes from. Immutable and thread-safe.
 */
public final class Redactor {

  /** Stands for a secret. */
  public static final String HIDDEN = "***";

  /** A shorter configured value is no secret, and hiding it would hide ordinary words. */
  public static final int LEAST_CHARS = 6;

  /** Knows no secret and hides what looks like one. */
  public static final Redactor PATTERNS = new Redactor(List.of());

  /** Keys of providers and tokens: shapes that ordinary texts and programs do not have. */
  private static final Pattern SHAPES =
      Pattern.compile(
          "\\bsk-[A-Za-z0-9_-]{16,}|\\bAIza[A-Za-z0-9_-]{30,}|(?<=\\b[Bb]earer )[A-Za-z0-9._~+/=-]{16,}");

  /** A password that is told by its name, as messages and addresses do. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)(?<=\\b(?:password|passwd|pwd|secret|api[-_]?key)[\"']?[=:] ?[\"']?)[^\\s\"',;&*]{4,}");

  /** How a secret may begin of which only the beginning is there. */
  private static final List<String> BEGINNINGS = List.of("sk-", "AIza", "Bearer ", "bearer ");

  /** So much of a beginning in the middle of a word is taken for one. */
  private static final int LEAST_BEGINNING = 3;

  private static final Pattern SHAPE_BEGUN = Pattern.compile("\\b(sk-|AIza)[A-Za-z0-9_-]*\\z");

  private static final Pattern AFTER_BEARER = Pattern.compile("[Bb]earer \\S*\\z");

  private final List<String> known;

  private Redactor(List<String> known) {
    this.known = known;
  }

  /**
   * Knows secrets.
   *
   * @param secrets their values; those of less than {@value #LEAST_CHARS} characters are passed
   *     over
   */
  public static Redactor of(Collection<String> secrets) {
    TreeSet<String> forms =
        new TreeSet<>(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    secrets.stream()
        .filter(secret -> secret.length() >= LEAST_CHARS)
        .flatMap(secret ->
            Stream.of(secret, new String(JsonStringEncoder.getInstance().quoteAsString(secret))))
        .forEach(forms::add);
    return new Redactor(List.copyOf(forms));
  }

  /** The same, knowing the secrets of another as well. */
  public Redactor and(Redactor other) {
    return of(Stream.concat(known.stream(), other.known.stream()).toList());
  }

  /**
   * A text without known secrets and without what has the shape of a key: for content, which may be
   * a program or JSON and stays one.
   */
  public String hide(String text) {
    String hidden = text;
    for (String secret : known) {
      hidden = hidden.replace(secret, HIDDEN);
    }
    return mayHaveShape(hidden) ? SHAPES.matcher(hidden).replaceAll(HIDDEN) : hidden;
  }

  /** What every shape has in it. Hardly any text has, and a search costs less than a pattern. */
  private static boolean mayHaveShape(String text) {
    return text.contains("sk-") || text.contains("AIza") || text.contains("earer ");
  }

  /** The same without passwords that are told by their name: for messages and logs. */
  public String hideInMessage(String message) {
    String hidden = hide(message);
    boolean named = hidden.indexOf('=') >= 0 || hidden.indexOf(':') >= 0;
    return named ? NAMED.matcher(hidden).replaceAll(HIDDEN) : hidden;
  }

  /**
   * How much of a text that goes on may be shown already: what may be the beginning of a secret
   * waits for more.
   *
   * @return its length, or where its last word begins
   */
  public int shownUpTo(String text) {
    var bearer = AFTER_BEARER.matcher(text);
    if (bearer.find()) {
      return bearer.start();
    }
    int word = text.length();
    while (word > 0 && !Character.isWhitespace(text.charAt(word - 1))) {
      word--;
    }
    String last = text.substring(word);
    boolean mayBeSecret =
        SHAPE_BEGUN.matcher(last).find()
            || Stream.concat(BEGINNINGS.stream(), known.stream())
                .anyMatch(beginning -> mayBegin(last, beginning));
    return mayBeSecret ? word : text.length();
  }

  /** Whether a word holds a secret, or ends in the beginning of one. */
  private static boolean mayBegin(String word, String secret) {
    if (word.contains(secret)) {
      return true;
    }
    for (int length = Math.min(word.length(), secret.length()); length > 0; length--) {
      int from = word.length() - length;
      boolean apart = from == 0 || !Character.isLetterOrDigit(word.charAt(from - 1));
      if ((apart || length >= LEAST_BEGINNING) && word.endsWith(secret.substring(0, length))) {
        return true;
      }
    }
    return false;
  }
}
