package dev.baton.router.decision;

import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.Target;
import dev.baton.router.rules.RoutingRule;
import dev.baton.router.rules.RoutingRules;
import dev.baton.router.rules.RoutingRules.Matches;
import dev.baton.router.rules.RuleSubject;
import dev.baton.schemas.RouteStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the operator's rules. Immutable and thread-safe. */
record RuleStage(RoutingRules rules) {

  /**
   * What the rules say.
   *
   * @param choice of the first rule that matches and whose target is published
   * @param remarks which rules were passed over, in brackets behind a blank; empty for none
   */
  record Verdict(Optional<Choice> choice, String remarks) {}

  Verdict judge(Inquiry inquiry, Catalog catalog, Target fallback) {
    Matches matches = rules.match(new RuleSubject(inquiry.request(), inquiry.tenant()));
    List<String> remarks = new ArrayList<>(matches.remarks());
    List<RoutingRule> open = new ArrayList<>();
    for (RoutingRule rule : matches.matching()) {
      if (catalog.definition(rule.route()).isPresent()) {
        open.add(rule);
      } else {
        remarks.add(
            "rule '%s' is passed over because %s %s"
                .formatted(rule.name(), rule.route(), catalog.whyNot(rule.route())));
      }
    }
    String suffix = remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")";
    return new Verdict(
        open.isEmpty() ? Optional.empty() : Optional.of(first(open, fallback)), suffix);
  }

  private static Choice first(List<RoutingRule> open, Target fallback) {
    RoutingRule first = open.getFirst();
    return new Choice(
        RouteStage.RULE,
        first.route(),
        Optional.of(first.name()),
        Optional.of(open.size() > 1 ? open.get(1).route() : fallback),
        first.reason(),
        Optional.empty());
  }
}
