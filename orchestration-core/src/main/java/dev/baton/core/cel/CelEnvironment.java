package dev.baton.core.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variables that expressions may name, and the compiler for them.
 *
 * <p>Expressions are at most {@value #MAX_LENGTH} characters, nest at most {@value #MAX_DEPTH} deep
 * and their loops take at most {@value #MAX_ITERATIONS} turns together, what they make is bounded
 * too (a text by {@value CelStrings#MAX_TEXT} characters, all lists and maps by {@value
 * CelMeter#MAX_VALUES} values), so one evaluation is bounded whatever its input. There are no
 * functions with effects. Compiling costs about a millisecond, so the {@value #REMEMBERED}
 * expressions that were compiled last are remembered. Thread-safe.
 */
public final class CelEnvironment {
  /** Longest expression in characters. */
  public static final int MAX_LENGTH = 4_096;

  /** Deepest nesting of an expression. */
  public static final int MAX_DEPTH = 32;

  /** Turns of all loops of one evaluation together. */
  public static final int MAX_ITERATIONS = 100_000;

  /** Expressions whose compiled form is kept. */
  public static final int REMEMBERED = 1_024;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseRecursionDepth(MAX_DEPTH)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  private final Cel cel;
  private final Map<Source, CelExpression> remembered =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, CelExpression> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Source(String text, CelKind expected) {}

  private CelEnvironment(Cel cel) {
    this.cel = cel;
  }

  /** An environment with these variables. */
  public static CelEnvironment of(Map<String, CelKind> variables) {
    CelBuilder builder =
        CelFactory.plannerCelBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addCompilerLibraries(CelExtensions.strings(CelStrings.unbounded()))
            .addRuntimeLibraries(CelExtensions.strings(CelStrings.unbounded()))
            .addFunctionDeclarations(CelStrings.declarations())
            .addFunctionBindings(CelStrings.bindings());
    variables.forEach((name, kind) -> builder.addVar(name, kind.type()));
    return new CelEnvironment(builder.build());
  }

  /**
   * Compiles and type-checks an expression.
   *
   * @param expected what the expression must be; a part of unknown type is checked at evaluation
   * @throws CelException if it does not parse, names an unknown variable, or has another type
   */
  public CelExpression compile(String source, CelKind expected) {
    Source key = new Source(source, expected);
    return find(key).orElseGet(() -> keep(key, compileAnew(source, expected)));
  }

  private synchronized Optional<CelExpression> find(Source key) {
    return Optional.ofNullable(remembered.get(key));
  }

  private synchronized CelExpression keep(Source key, CelExpression compiled) {
    remembered.put(key, compiled);
    return compiled;
  }

  private CelExpression compileAnew(String source, CelKind expected) {
    try {
      CelAbstractSyntaxTree tree = cel.compile(source).getAst();
      if (!expected.accepts(tree.getResultType())) {
        throw new CelException(
            source,
            new CelException.Issue(
                0, "is a " + tree.getResultType().name() + " (expected: " + expected + ")"));
      }
      return new CelExpression(source, tree, cel.createProgram(tree));
    } catch (CelValidationException e) {
      throw new CelException(source, issues(e));
    } catch (CelEvaluationException e) {
      throw new CelException(source, String.valueOf(e.getMessage()), e);
    }
  }

  private static List<CelException.Issue> issues(CelValidationException e) {
    return e.getErrors().isEmpty()
        ? List.of(new CelException.Issue(0, String.valueOf(e.getMessage())))
        : e.getErrors().stream()
            .map(error ->
                new CelException.Issue(
                    e.getSource().getLocationOffset(error.getSourceLocation()).orElse(0),
                    error.getMessage()))
            .toList();
  }
}
