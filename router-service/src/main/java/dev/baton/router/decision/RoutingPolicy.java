package dev.baton.router.decision;

import dev.baton.core.id.Digests;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.PublishedWorkflow;
import dev.baton.router.catalog.Target;
import dev.baton.router.rules.RoutingRule;
import dev.baton.router.rules.RoutingRules;
import dev.baton.router.rules.RoutingRules.Matches;
import dev.baton.router.rules.RuleSubject;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.Rejection;
import dev.baton.schemas.Route;
import dev.baton.schemas.RouteKind;
import dev.baton.schemas.RouteStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides where a request goes: the sender's hint, else the first rule that matches, else the
 * fallback.
 *
 * <p>A rule whose target is not published is passed over, and the reason says so: one card taken
 * away must not fail every request that its rule would take. Immutable and thread-safe.
 */
public final class RoutingPolicy {

  /** Counts up when the same rules and fallback would decide otherwise. */
  private static final String POLICY_VERSION = "1";

  private static final int DIGEST_CHARS = 16;
  private static final int NAMED_TARGETS = 50;

  private final RequestValidator validator;
  private final RoutingRules rules;
  private final Target fallback;
  private final String version;

  /**
   * A policy.
   *
   * @param fallback where a request goes that no rule takes
   */
  public RoutingPolicy(RequestValidator validator, RoutingRules rules, Target fallback) {
    this.validator = validator;
    this.rules = rules;
    this.fallback = fallback;
    this.version =
        POLICY_VERSION
            + "-"
            + Digests.sha256(POLICY_VERSION, rules.digest(), fallback.toString())
                .substring(0, DIGEST_CHARS);
  }

  /** Version and digest of everything but the catalog that a decision depends on. */
  public String version() {
    return version;
  }

  /**
   * Decides for one request.
   *
   * @param inquiry the request
   * @param catalog what is published at the moment
   * @param now the time of the decision
   */
  public Decision decide(Inquiry inquiry, Catalog catalog, Instant now) {
    return validator
        .check(inquiry, now)
        .<Decision>map(rejection -> refuse(RouteStage.UNKNOWN, rejection))
        .orElseGet(() -> route(inquiry, catalog));
  }

  /** Refuses an accepted request whose event would be too large to send. */
  public Decision.Refused refuseEvent(int bytes, int maxBytes) {
    return refuse(
        RouteStage.UNKNOWN,
        Refusal.TOO_LARGE.because(
            "routed event with workflow and cards: %d bytes (expected: at most %d)"
                .formatted(bytes, maxBytes)));
  }

  private Decision route(Inquiry inquiry, Catalog catalog) {
    Choice byRules = chooseByRules(inquiry, catalog);
    return Optional.ofNullable(inquiry.request().getHint())
        .flatMap(Target::parse)
        .map(hint -> decideByHint(hint, byRules, catalog))
        .orElseGet(() -> accept(byRules, catalog));
  }

  private Decision decideByHint(Target hint, Choice otherwise, Catalog catalog) {
    if (catalog.definition(hint).isEmpty()) {
      return refuse(
          RouteStage.HINT,
          Refusal.UNKNOWN_HINT.because(
              "hint: '%s' (expected: %s)".formatted(hint, targetsOf(catalog))));
    }
    String reason = "The request asks for " + hint + ".";
    return accept(
        new Choice(
            RouteStage.HINT, hint, Optional.empty(), Optional.of(otherwise.target()), reason),
        catalog);
  }

  private Choice chooseByRules(Inquiry inquiry, Catalog catalog) {
    Matches matches = rules.match(new RuleSubject(inquiry.request(), inquiry.tenant()));
    List<String> remarks = new ArrayList<>(matches.remarks());
    List<RoutingRule> open = new ArrayList<>();
    for (RoutingRule rule : matches.matching()) {
      if (catalog.definition(rule.route()).isPresent()) {
        open.add(rule);
      } else {
        remarks.add(
            "rule '%s' is passed over because %s is not published"
                .formatted(rule.name(), rule.route()));
      }
    }
    String suffix = remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")";
    if (open.isEmpty()) {
      return new Choice(
          RouteStage.FALLBACK,
          fallback,
          Optional.empty(),
          Optional.empty(),
          "No rule takes the request." + suffix);
    }
    RoutingRule first = open.getFirst();
    Target next = open.size() > 1 ? open.get(1).route() : fallback;
    return new Choice(
        RouteStage.RULE,
        first.route(),
        Optional.of(first.name()),
        Optional.of(next),
        first.reason() + suffix);
  }

  private Decision accept(Choice choice, Catalog catalog) {
    Optional<PublishedWorkflow> workflow = catalog.definition(choice.target());
    NavigableSet<String> missing =
        new TreeSet<>(
            workflow
                .map(PublishedWorkflow::roles)
                .orElseGet(() -> new TreeSet<>(List.of(choice.target().name()))));
    missing.removeAll(catalog.roles());
    if (workflow.isEmpty() || !missing.isEmpty()) {
      return refuse(choice.stage(), unknown(choice.target(), workflow, missing, catalog));
    }
    List<AgentCard> cards =
        workflow.get().roles().stream().flatMap(role -> catalog.card(role).stream()).toList();
    return new Decision.Accepted(routeOf(choice), workflow.get().definition(), cards);
  }

  private static Rejection unknown(
      Target target,
      Optional<PublishedWorkflow> workflow,
      NavigableSet<String> missing,
      Catalog catalog) {
    if (workflow.isEmpty()) {
      return Refusal.UNKNOWN_AGENT.because(
          "%s: not published (expected: %s)".formatted(target, targetsOf(catalog)));
    }
    return Refusal.UNKNOWN_AGENT.because(
        "%s names %s without an agent card (expected: %s)"
            .formatted(
                workflow.get().key(),
                missing.stream().map(role -> "'" + role + "'").collect(Collectors.joining(", ")),
                catalog.roles().stream().limit(NAMED_TARGETS).collect(Collectors.joining(", "))));
  }

  private static String targetsOf(Catalog catalog) {
    NavigableSet<String> targets = catalog.targets();
    Stream<String> named = targets.stream().limit(NAMED_TARGETS);
    int more = targets.size() - NAMED_TARGETS;
    return Stream.concat(
            named, more > 0 ? Stream.of("or one of " + more + " more") : Stream.empty())
        .collect(Collectors.joining(", "));
  }

  private Decision.Refused refuse(RouteStage stage, Rejection rejection) {
    Route nowhere =
        Route.newBuilder()
            .setKind(RouteKind.NONE)
            .setTarget("")
            .setStage(stage)
            .setReason(rejection.getMessage())
            .setRouterVersion(version)
            .build();
    return new Decision.Refused(nowhere, rejection);
  }

  private Route routeOf(Choice choice) {
    return Route.newBuilder()
        .setKind(
            switch (choice.target()) {
              case Target.Agent _ -> RouteKind.AGENT;
              case Target.Workflow _ -> RouteKind.WORKFLOW;
            })
        .setTarget(choice.target().name())
        .setStage(choice.stage())
        .setRule(choice.rule().orElse(null))
        .setRunnerUp(choice.runnerUp().map(Target::toString).orElse(null))
        .setReason(choice.reason())
        .setRouterVersion(version)
        .build();
  }

  /** What one stage would do with the request. */
  private record Choice(
      RouteStage stage,
      Target target,
      Optional<String> rule,
      Optional<Target> runnerUp,
      String reason) {}
}
