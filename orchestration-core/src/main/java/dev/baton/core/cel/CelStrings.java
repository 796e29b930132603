package dev.baton.core.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelEvaluationExceptionBuilder;
import dev.cel.runtime.CelFunctionBinding;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The functions of texts that can make a text much longer than those it is made of, with a bound:
 * chained, a few of them would fill any memory. All others are the library's own.
 */
final class CelStrings {
  /** Characters of the longest text that an expression may make. */
  static final int MAX_TEXT = 1_048_576;

  private static final String REPLACE = "string_replace_string_string";
  private static final String REPLACE_SOME = "string_replace_string_string_int";
  private static final String JOIN = "list_join";
  private static final String JOIN_WITH = "list_join_string";

  private CelStrings() {}

  /** What the library brings. */
  static Set<Function> unbounded() {
    return EnumSet.complementOf(EnumSet.of(Function.REPLACE, Function.JOIN));
  }

  static List<CelFunctionDecl> declarations() {
    CelType text = SimpleType.STRING;
    ListType texts = ListType.create(text);
    return List.of(
        CelFunctionDecl.newFunctionDeclaration(
            "replace",
            CelOverloadDecl.newMemberOverload(REPLACE, text, text, text, text),
            CelOverloadDecl.newMemberOverload(
                REPLACE_SOME, text, text, text, text, SimpleType.INT)),
        CelFunctionDecl.newFunctionDeclaration(
            "join",
            CelOverloadDecl.newMemberOverload(JOIN, text, texts),
            CelOverloadDecl.newMemberOverload(JOIN_WITH, text, texts, text)));
  }

  static List<CelFunctionBinding> bindings() {
    return List.of(
        CelFunctionBinding.from(
            REPLACE,
            List.of(String.class, String.class, String.class),
            args -> replace((String) args[0], (String) args[1], (String) args[2], -1)),
        CelFunctionBinding.from(
            REPLACE_SOME,
            List.of(String.class, String.class, String.class, Long.class),
            args -> replace((String) args[0], (String) args[1], (String) args[2], (Long) args[3])),
        CelFunctionBinding.from(JOIN, List.class, texts -> join(texts, "")),
        CelFunctionBinding.from(JOIN_WITH, List.class, String.class, CelStrings::join));
  }

  /** Why a text is too long. */
  static Optional<String> flaw(long length) {
    return length > MAX_TEXT
        ? Optional.of("a text of %d characters (expected: at most %d)".formatted(length, MAX_TEXT))
        : Optional.empty();
  }

  /** Refuses a text that is too long, before it is made. */
  private static void check(long length) throws CelEvaluationException {
    Optional<String> flaw = flaw(length);
    if (flaw.isPresent()) {
      throw refusal(flaw.get());
    }
  }

  private static CelEvaluationException refusal(String message) {
    return CelEvaluationExceptionBuilder.newBuilder(message).build();
  }

  /** An empty text stands before each character and at the end; a negative limit is none. */
  private static String replace(String text, String old, String with, long limit)
      throws CelEvaluationException {
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    long left = limit < 0 ? Long.MAX_VALUE : limit;
    int at = text.indexOf(old);
    while (at >= 0 && left > 0) {
      check((long) replaced.length() + at - from + with.length());
      replaced.append(text, from, at).append(with);
      from = at + old.length();
      left--;
      at = next(text, old, at);
    }
    check((long) replaced.length() + text.length() - from);
    return replaced.append(text, from, text.length()).toString();
  }

  private static int next(String text, String old, int at) {
    if (!old.isEmpty()) {
      return text.indexOf(old, at + old.length());
    }
    return at < text.length() ? text.offsetByCodePoints(at, 1) : -1;
  }

  private static String join(List<?> texts, String between) throws CelEvaluationException {
    StringBuilder joined = new StringBuilder();
    boolean first = true;
    for (Object element : texts) {
      if (!(element instanceof String || element instanceof Number)) {
        throw refusal("join: a %s (expected: texts)".formatted(element.getClass().getSimpleName()));
      }
      String text = element.toString();
      check((long) joined.length() + between.length() + text.length());
      joined.append(first ? "" : between).append(text);
      first = false;
    }
    return joined.toString();
  }
}
