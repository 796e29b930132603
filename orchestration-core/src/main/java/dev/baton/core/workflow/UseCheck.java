package dev.baton.core.workflow;

import dev.baton.core.cel.CelExpression;
import dev.baton.core.cel.CelKind;
import java.util.Locale;

/** Checks what an expression takes from a step, against what a step has. */
final class UseCheck {
  private UseCheck() {}

  static void check(Spot spot, CelExpression.Use use, Step used) {
    String attribute = use.attribute().orElse("");
    if (use.attribute().isPresent() && !WorkflowVariables.ATTRIBUTES.contains(attribute)) {
      spot.reportAt(
          use.offset(),
          "a step has no '%s' (expected one of: %s)"
              .formatted(attribute, String.join(", ", WorkflowVariables.ATTRIBUTES)));
    } else if (attribute.equals(WorkflowVariables.FIELDS) && used.forEach().isPresent()) {
      spot.reportAt(
          use.offset(),
          "step '%s' has many results and no fields of its own (expected: items)"
              .formatted(used.name()));
    } else {
      checkKind(spot, use);
      checkStatus(spot, use);
    }
  }

  /** To the compiler a step is of any type; here its own is known. */
  private static void checkKind(Spot spot, CelExpression.Use use) {
    CelKind kind =
        switch (use.attribute().orElse("")) {
          case WorkflowVariables.STATUS -> CelKind.STRING;
          case WorkflowVariables.ITEMS -> CelKind.LIST;
          default -> CelKind.MAP;
        };
    use.demanded()
        .filter(demanded -> demanded != CelKind.ANY && demanded != kind)
        .ifPresent(demanded ->
            spot.reportAt(
                use.offset(),
                "is a %s (expected: %s)"
                    .formatted(kind.name().toLowerCase(Locale.ROOT), demanded)));
  }

  private static void checkStatus(Spot spot, CelExpression.Use use) {
    use.attribute()
        .filter(WorkflowVariables.STATUS::equals)
        .ifPresent(_ ->
            use.compared().stream()
                .filter(literal -> !WorkflowVariables.STATUSES.contains(literal.text()))
                .forEach(literal ->
                    spot.reportAt(
                        literal.offset(),
                        "no step has the status '%s' (expected one of: %s)"
                            .formatted(
                                literal.text(), String.join(", ", WorkflowVariables.STATUSES)))));
  }
}
