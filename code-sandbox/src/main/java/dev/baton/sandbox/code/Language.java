package dev.baton.sandbox.code;

import java.util.Arrays;
import java.util.Optional;

/** What a program is written in. */
public enum Language {
  /** Java of the JDK that the sandbox shows. */
  JAVA("java", ".java"),
  /** Python 3 of the system. */
  PYTHON("python", ".py");

  private final String text;
  private final String ending;

  Language(String text, String ending) {
    this.text = text;
    this.ending = ending;
  }

  /** Its name in lower case. */
  public String text() {
    return text;
  }

  /** What its files end with. */
  public String ending() {
    return ending;
  }

  /** The language of a name. */
  public static Optional<Language> of(String text) {
    return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
  }
}
