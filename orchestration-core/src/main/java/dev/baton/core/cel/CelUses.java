package dev.baton.core.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what an expression takes from its variables. */
final class CelUses {
  /** Every operand of these is a condition; the last is what loops such as all are made of. */
  private static final Set<String> CONDITIONS = Set.of("_&&_", "_||_", "!_", "@not_strictly_false");

  private static final String CHOICE = "_?_:_";
  private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_");
  private static final String IN = "@in";
  private static final String INDEX = "_[_]";

  private final String source;
  private final CelAbstractSyntaxTree tree;
  private final CelKind kind;

  /**
   * Ready to search.
   *
   * @param kind what the whole expression must be
   */
  CelUses(String source, CelAbstractSyntaxTree tree, CelKind kind) {
    this.source = source;
    this.tree = tree;
    this.kind = kind;
  }

  /**
   * Whether an expression may name one of the variables. A loop's own variable of the same name
   * counts too.
   */
  static boolean any(CelAbstractSyntaxTree tree, Set<String> variables) {
    return nodes(tree)
        .map(CelNavigableExpr::expr)
        .anyMatch(node ->
            node.getKind() == CelExpr.ExprKind.Kind.IDENT
                && variables.contains(node.ident().name()));
  }

  List<CelExpression.Use> of(String variable) {
    return nodes(tree)
        .filter(node -> isVariable(node.expr(), variable))
        .map(node -> use(node, variable))
        .toList();
  }

  private static Stream<CelNavigableExpr> nodes(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree).getRoot().allNodes();
  }

  private CelExpression.Use use(CelNavigableExpr variable, String name) {
    int offset = offset(variable.expr());
    String key =
        keyOf(variable)
            .orElseThrow(() ->
                new CelException(
                    source,
                    new CelException.Issue(
                        offset,
                        "%s must be followed by a fixed name (expected: %s.NAME)"
                            .formatted(name, name))));
    CelNavigableExpr value = variable.parent().orElseThrow();
    Optional<String> attribute = keyOf(value);
    CelNavigableExpr taken = attribute.isEmpty() ? value : value.parent().orElseThrow();
    return new CelExpression.Use(key, attribute, demanded(taken), compared(taken), offset);
  }

  private int offset(CelExpr node) {
    return offset(tree, node);
  }

  /** Where a node stands, in code points from 0. */
  static int offset(CelAbstractSyntaxTree tree, CelExpr node) {
    return Optional.ofNullable(tree.getSource().getPositionsMap().get(node.id())).orElse(0);
  }

  /** Whether something is there is a condition, whatever the thing itself is. */
  private Optional<CelKind> demanded(CelNavigableExpr taken) {
    boolean tested =
        taken.getKind() == CelExpr.ExprKind.Kind.SELECT && taken.expr().select().testOnly();
    return tested ? Optional.empty() : place(taken);
  }

  private Optional<CelKind> place(CelNavigableExpr node) {
    if (node.parent().isEmpty()) {
      return Optional.of(kind);
    }
    CelNavigableExpr parent = node.parent().get();
    if (parent.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return Optional.empty();
    }
    CelExpr.CelCall call = parent.expr().call();
    if (call.function().equals(CHOICE) && !call.args().get(0).equals(node.expr())) {
      return place(parent);
    }
    return call.function().equals(CHOICE) || CONDITIONS.contains(call.function())
        ? Optional.of(CelKind.BOOLEAN)
        : Optional.empty();
  }

  private List<CelExpression.Literal> compared(CelNavigableExpr taken) {
    return taken
        .parent()
        .map(CelNavigableExpr::expr)
        .filter(parent -> parent.getKind() == CelExpr.ExprKind.Kind.CALL)
        .map(parent -> others(parent.call(), taken.expr()))
        .orElse(Stream.of())
        .filter(node -> text(node).isPresent())
        .map(node -> new CelExpression.Literal(text(node).orElseThrow(), offset(node)))
        .toList();
  }

  private static Stream<CelExpr> others(CelExpr.CelCall call, CelExpr taken) {
    if (COMPARISONS.contains(call.function())) {
      return call.args().stream();
    }
    boolean listed =
        call.function().equals(IN)
            && call.args().get(0).equals(taken)
            && call.args().get(1).getKind() == CelExpr.ExprKind.Kind.LIST;
    return listed ? call.args().get(1).list().elements().stream() : Stream.of();
  }

  /** The text that a node is, where it is one that is written out. */
  static Optional<String> text(CelExpr node) {
    return Optional.of(node)
        .filter(any -> any.getKind() == CelExpr.ExprKind.Kind.CONSTANT)
        .map(CelExpr::constant)
        .filter(constant -> constant.getKind() == CelConstant.Kind.STRING_VALUE)
        .map(CelConstant::stringValue);
  }

  private static Optional<String> keyOf(CelNavigableExpr map) {
    return map.parent().flatMap(parent -> fixedKey(parent.expr(), map.expr()));
  }

  private static Optional<String> fixedKey(CelExpr parent, CelExpr map) {
    return switch (parent.getKind()) {
      case SELECT -> Optional.of(parent.select().field());
      case CALL -> index(parent.call(), map);
      default -> Optional.empty();
    };
  }

  private static Optional<String> index(CelExpr.CelCall call, CelExpr map) {
    boolean indexed =
        call.function().equals(INDEX) && call.args().size() == 2 && call.args().get(0).equals(map);
    return indexed ? text(call.args().get(1)) : Optional.empty();
  }

  private static boolean isVariable(CelExpr expression, String variable) {
    return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
        && expression.ident().name().equals(variable);
  }
}
