package dev.baton.core.cel;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.List;
import java.util.Set;

/**
 * The parts of an expression whose values somebody goes through from end to end.
 *
 * @param compared the ids of those that are compared with something: a comparison ends with the
 *     smaller of the two, so one of them is enough
 * @param searched the ids of those in which something is looked for
 * @param joined the ids of those that are joined with another; loops that make a list only lengthen
 *     it
 */
record CelCosts(Set<Long> compared, Set<Long> searched, Set<Long> joined) {
  private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_");
  private static final String SEARCH = "@in";
  private static final String JOIN = "_+_";

  static CelCosts of(CelAbstractSyntaxTree tree) {
    List<CelExpr> nodes =
        CelNavigableAst.fromAst(tree).getRoot().allNodes().map(CelNavigableExpr::expr).toList();
    Set<String> made =
        nodes.stream()
            .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION)
            .map(node -> node.comprehension().accuVar())
            .collect(toUnmodifiableSet());
    List<CelExpr> calls =
        nodes.stream().filter(node -> node.getKind() == CelExpr.ExprKind.Kind.CALL).toList();
    return new CelCosts(
        ids(
            calls.stream()
                .filter(node -> COMPARISONS.contains(node.call().function()))
                .map(node -> node.call().args().getFirst())
                .toList()),
        ids(
            calls.stream()
                .filter(node -> node.call().function().equals(SEARCH))
                .map(node -> node.call().args().getLast())
                .toList()),
        ids(
            calls.stream()
                .filter(node -> node.call().function().equals(JOIN))
                .filter(node -> !lengthens(node.call().args().getFirst(), made))
                .flatMap(node -> node.call().args().stream())
                .toList()));
  }

  private static boolean lengthens(CelExpr list, Set<String> made) {
    return list.getKind() == CelExpr.ExprKind.Kind.IDENT && made.contains(list.ident().name());
  }

  private static Set<Long> ids(List<CelExpr> nodes) {
    return nodes.stream().map(CelExpr::id).collect(toUnmodifiableSet());
  }
}
