package dev.baton.router.decision;

import dev.baton.core.id.Digests;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.Closure;
import dev.baton.router.catalog.PublishedWorkflow;
import dev.baton.router.catalog.Target;
import dev.baton.router.rules.RoutingRules;
import dev.baton.routing.classifier.Prediction;
import dev.baton.schemas.Rejection;
import dev.baton.schemas.Route;
import dev.baton.schemas.RouteKind;
import dev.baton.schemas.RouteScore;
import dev.baton.schemas.RouteStage;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides where a request goes: the sender's hint, else the first rule that matches, else what the
 * classifier is sure of, else what a model picks where there is one, else the fallback.
 *
 * <p>A rule whose target is not published is passed over, and the reason says so: one card taken
 * away must not fail every request that its rule would take. Immutable and thread-safe.
 */
public final class RoutingPolicy {

  /** Counts up when the same rules and fallback would decide otherwise. */
  private static final String POLICY_VERSION = "2";

  private static final int DIGEST_CHARS = 16;
  private static final int NAMED_TARGETS = 50;

  private final RequestValidator validator;
  private final RuleStage rules;
  private final ClassifierStage classifier;
  private final Target fallback;
  private final String version;

  /**
   * A policy.
   *
   * @param fallback where a request goes that neither a rule nor the classifier takes
   */
  public RoutingPolicy(
      RequestValidator validator, RoutingRules rules, ClassifierStage classifier, Target fallback) {
    this.validator = validator;
    this.rules = new RuleStage(rules);
    this.classifier = classifier;
    this.fallback = fallback;
    this.version =
        POLICY_VERSION
            + "-"
            + Digests.sha256(
                    POLICY_VERSION, rules.digest(), classifier.version(), fallback.toString())
                .substring(0, DIGEST_CHARS);
  }

  /**
   * Version and digest of everything that a decision depends on, but the catalog and what the
   * classifier has learned from it.
   */
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

  /**
   * Whether only the classifier can say where a request goes: it is valid, without a hint, and no
   * rule takes it.
   */
  public boolean asksTheClassifier(Inquiry inquiry, Catalog catalog, Instant now) {
    return validator.check(inquiry, now).isEmpty()
        && Optional.ofNullable(inquiry.request().getHint()).flatMap(Target::parse).isEmpty()
        && rules.judge(inquiry, catalog, fallback).choice().isEmpty();
  }

  /** Makes ready for requests that are decided next, which {@link #asksTheClassifier}. */
  public void foresee(List<Inquiry> inquiries) {
    classifier.foresee(inquiries.stream().map(inquiry -> inquiry.request().getGoal()).toList());
  }

  /** Refuses a request for the moment's load. */
  public Decision.Refused refuseAtTheDoor(Rejection rejection) {
    return refuse(RouteStage.UNKNOWN, rejection);
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
    RuleStage.Verdict rules = this.rules.judge(inquiry, catalog, fallback);
    Optional<Target> hint = Optional.ofNullable(inquiry.request().getHint()).flatMap(Target::parse);
    if (hint.isPresent()) {
      Target otherwise = rules.choice().map(Choice::target).orElse(fallback);
      return decideByHint(hint.get(), otherwise, catalog);
    }
    // The classifier costs milliseconds: it is asked only where no rule takes the request.
    Choice choice =
        rules
            .choice()
            .orElseGet(() -> classifier.choose(inquiry.request().getGoal(), catalog, fallback));
    return accept(choice.remarking(rules.remarks()), catalog);
  }

  private Decision decideByHint(Target hint, Target otherwise, Catalog catalog) {
    if (catalog.absentFor(hint).isPresent()) {
      return refuse(RouteStage.HINT, noLiveWorker(hint, catalog));
    }
    if (catalog.definition(hint).isEmpty()) {
      return refuse(
          RouteStage.HINT,
          Refusal.UNKNOWN_HINT.because(
              "hint: '%s' (expected: %s)".formatted(hint, targetsOf(catalog))));
    }
    return accept(Choice.byHint(hint, otherwise), catalog);
  }

  private static Rejection noLiveWorker(Target target, Catalog catalog) {
    return Refusal.NO_LIVE_WORKER.because(
        "%s %s (expected: one, see topic heartbeats)".formatted(target, catalog.whyNot(target)));
  }

  private Decision accept(Choice choice, Catalog catalog) {
    if (catalog.absentFor(choice.target()).isPresent()) {
      return refuse(choice.stage(), noLiveWorker(choice.target(), catalog));
    }
    Optional<PublishedWorkflow> workflow = catalog.definition(choice.target());
    if (workflow.isEmpty()) {
      return refuse(
          choice.stage(),
          Refusal.UNKNOWN_AGENT.because(
              "%s: not published (expected: %s)".formatted(choice.target(), targetsOf(catalog))));
    }
    Closure closure = catalog.closure(workflow.get());
    return missing(workflow.get(), closure, catalog)
        .<Decision>map(rejection -> refuse(choice.stage(), rejection))
        .orElseGet(() ->
            new Decision.Accepted(
                routeOf(choice),
                workflow.get().definition(),
                closure.nested().stream().map(PublishedWorkflow::definition).toList(),
                catalog.cards(closure.allRoles()),
                workflow.get().firstRoles()));
  }

  private static Optional<Rejection> missing(
      PublishedWorkflow workflow, Closure closure, Catalog catalog) {
    NavigableSet<String> roles = new TreeSet<>(closure.roles());
    roles.removeAll(catalog.roles());
    if (!roles.isEmpty()) {
      return Optional.of(
          Refusal.UNKNOWN_AGENT.because(
              "%s names %s without an agent card (expected: %s)"
                  .formatted(workflow.key(), quoted(roles), some(catalog.roles()))));
    }
    if (!closure.unpublished().isEmpty()) {
      return Optional.of(
          Refusal.UNKNOWN_AGENT.because(
              "%s names the workflow %s, which is not published (expected: %s)"
                  .formatted(workflow.key(), quoted(closure.unpublished()), targetsOf(catalog))));
    }
    return Optional.empty();
  }

  private static String quoted(Collection<String> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
  }

  private static String some(Collection<String> names) {
    return names.stream().limit(NAMED_TARGETS).collect(Collectors.joining(", "));
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
    Route.Builder route =
        Route.newBuilder()
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
            .setRouterVersion(versionOf(choice));
    choice.evidence().ifPresent(evidence -> describe(route, evidence));
    return route.build();
  }

  private static void describe(Route.Builder route, Choice.Evidence evidence) {
    Prediction whole = evidence.read().whole();
    route
        .setConfidence(whole.best().probability())
        .setScores(
            whole.scores().stream()
                .limit(Choice.SHOWN_SCORES)
                .map(score -> new RouteScore(score.label(), score.probability()))
                .toList())
        .setScope(whole.scope())
        .setThreshold(evidence.thresholds().scope())
        .setMargin(whole.margin())
        .setLeastMargin(evidence.thresholds().margin())
        .setIntents(evidence.intents())
        .setClassifierVersion(evidence.read().version());
  }

  /** With what the classifier had learned, where it was asked. */
  private String versionOf(Choice choice) {
    return choice
        .evidence()
        .map(evidence -> version + "+" + evidence.read().version())
        .orElse(version);
  }
}
