package dev.baton.worker.reviewer;

import java.net.URI;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.SimpleJavaFileObject;

/** A block of Java as a file that exists in memory alone. Immutable. */
final class JavaUnit extends SimpleJavaFileObject {

  private static final Pattern TYPE =
      Pattern.compile(
          "(?m)^(?:@\\w+\\s+)*((?:(?:public|final|abstract|sealed|non-sealed|strictfp)\\s+)*)"
              + "(?:class|interface|@interface|enum|record)\\s+(\\w+)");

  private static final Pattern IMPORT =
      Pattern.compile("(?m)^\\s*import\\s+(?:static\\s+|module\\s+)?([\\w.]+)");

  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");
  private static final Pattern OF_THE_JDK = Pattern.compile("(?:java|javax|jdk)\\..*");

  private final CodeBlock block;

  JavaUnit(CodeBlock block) {
    super(
        URI.create("memory:///%d/%s.java".formatted(block.number(), fileName(block.code()))),
        Kind.SOURCE);
    this.block = block;
  }

  CodeBlock block() {
    return block;
  }

  /** Whether it declares a type; else it is a piece that no compiler takes. */
  boolean isWhole() {
    return TYPE.matcher(block.code()).find();
  }

  /** Whether it needs classes that are neither the JDK's nor the draft's. */
  boolean needsOthers(List<JavaUnit> all) {
    List<String> own = all.stream().flatMap(unit -> unit.find(PACKAGE).stream()).toList();
    return find(IMPORT).stream()
        .anyMatch(name ->
            !OF_THE_JDK.matcher(name).matches()
                && own.stream().noneMatch(pack -> name.startsWith(pack + ".")));
  }

  private List<String> find(Pattern pattern) {
    return pattern.matcher(block.code()).results().map(found -> found.group(1)).toList();
  }

  /** A public type gives its file the name. */
  private static String fileName(String code) {
    Matcher types = TYPE.matcher(code);
    return types
        .results()
        .filter(type -> type.group(1).contains("public"))
        .map((MatchResult type) -> type.group(2))
        .findFirst()
        .orElse("Block");
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return block.code();
  }
}
