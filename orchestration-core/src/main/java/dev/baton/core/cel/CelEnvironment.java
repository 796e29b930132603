package dev.baton.core.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  private final Map<String, CelKind> variables;

  /** Made with the first expression that needs it. */
  private @Nullable Cel forLists;

  private final Map<Source, CelExpression> remembered =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, CelExpression> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Source(String text, CelKind expected) {}

  private CelEnvironment(Map<String, CelKind> variables) {
    this.cel = build(CelFactory.plannerCelBuilder(), variables);
    this.variables = Map.copyOf(variables);
  }

  /** An environment with these variables. */
  public static CelEnvironment of(Map<String, CelKind> variables) {
    return new CelEnvironment(variables);
  }

  private static Cel build(CelBuilder runtime, Map<String, CelKind> variables) {
    CelBuilder builder =
        runtime
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addCompilerLibraries(CelExtensions.strings(CelStrings.unbounded()))
            .addRuntimeLibraries(CelExtensions.strings(CelStrings.unbounded()))
            .addFunctionDeclarations(CelStrings.declarations())
            .addFunctionBindings(CelStrings.bindings());
    variables.forEach((name, kind) -> builder.addVar(name, kind.type()));
    return builder.build();
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
      CelLiterals.check(source, tree);
      Cel runtime = makesLists(tree) ? forLists() : cel;
      return new CelExpression(
          source,
          tree,
          expected,
          CelUses.any(tree, variables.keySet()),
          runtime.createProgram(tree));
    } catch (CelValidationException e) {
      throw new CelException(source, issues(e));
    } catch (CelEvaluationException e) {
      throw new CelException(source, String.valueOf(e.getMessage()), e);
    }
  }

  private synchronized Cel forLists() {
    Cel made = forLists;
    if (made == null) {
      made = build(CelFactory.legacyCelBuilder(), variables);
      forLists = made;
    }
    return made;
  }

  /**
   * Whether a loop makes a list, as map and filter do. The runtime that is several times as fast
   * for anything else takes the list apart and puts it together again with each turn: seconds for a
   * wide fan-out's results.
   */
  private static boolean makesLists(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION)
        .anyMatch(loop -> loop.comprehension().accuInit().getKind() == CelExpr.ExprKind.Kind.LIST);
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
