package dev.baton.cli.routing;

import dev.baton.cli.client.RequestHistory;
import dev.baton.cli.client.RequestHistory.Sent;
import dev.baton.router.comparison.ComparedRequest;
import dev.baton.router.comparison.RouteComparison;
import dev.baton.router.comparison.Verdict;
import dev.baton.router.decision.Decision;
import dev.baton.schemas.Routed;
import dev.baton.schemas.RunEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Routes past requests again. What was decided then is kept by the place of its request, of the
 * latest requests only, so that memory stays bounded however long the time looked at is. Not
 * thread-safe.
 */
public final class RoutingReplay {

  private final RequestHistory history;
  private final Decider decider;
  private final RouteComparison comparison;
  private final RouteFigures figures = new RouteFigures();
  private final Map<String, Past> past;
  private long undecided;
  private long momentary;

  /**
   * A replay.
   *
   * @param decider decides as the new router would
   * @param limit most requests that are compared, the latest ones
   * @param kept how many changed requests are kept to be shown
   */
  public RoutingReplay(RequestHistory history, Decider decider, int limit, int kept) {
    this.history = history;
    this.decider = decider;
    this.comparison = new RouteComparison(kept);
    this.past = new LatestOnly(limit);
  }

  /** What was decided then. */
  private record Past(String runId, Instant at, Verdict verdict) {}

  private static final class LatestOnly extends LinkedHashMap<String, Past> {
    private static final long serialVersionUID = 1L;
    private final int limit;

    LatestOnly(int limit) {
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Past> eldest) {
      return size() > limit;
    }
  }

  /**
   * What came of it.
   *
   * @param comparison what was decided then, and what would be decided now
   * @param difference what the changes would amount to
   * @param undecided requests whose decision is not on record, or older than the limit
   * @param momentary requests that the door refused for the load of that moment, not compared
   * @param routerVersion what decided now
   */
  public record Outcome(
      RouteComparison comparison,
      RouteFigures.Difference difference,
      long undecided,
      long momentary,
      String routerVersion) {}

  /** Reads, decides and compares. */
  public Outcome run(String decisionsTopic) {
    history.decisions(decisionsTopic, this::remember);
    history.requests(this::decideAgain);
    history.answers(figures::add);
    return new Outcome(
        comparison, figures.difference(comparison), undecided, momentary, decider.version());
  }

  private void remember(RunEvent event) {
    // Child runs are routed by the orchestrator: no request of anybody's lies behind them.
    if (event.getBody() instanceof Routed routed && routed.getParent() == null) {
      past.put(
          routed.getOrigin(),
          new Past(
              event.getRunId(),
              event.getAt(),
              Verdict.of(routed.getRoute(), routed.getRejection())));
    }
  }

  private void decideAgain(List<Sent> batch) {
    List<Sent> decided = batch.stream().filter(sent -> past.containsKey(sent.origin())).toList();
    undecided += batch.size() - decided.size();
    List<Sent> comparable =
        decided.stream()
            .filter(sent -> !Decider.isMomentary(pastOf(sent).verdict().target()))
            .toList();
    momentary += decided.size() - comparable.size();
    if (!comparable.isEmpty()) {
      decider.readAhead(
          comparable.stream().map(Decider::inquiryOf).toList(), pastOf(comparable.getFirst()).at());
    }
    comparable.parallelStream().map(this::compare).toList().forEach(comparison::add);
  }

  private ComparedRequest compare(Sent sent) {
    Past then = pastOf(sent);
    Decision now = decider.decide(sent, then.at());
    Verdict after =
        switch (now) {
          case Decision.Accepted accepted -> Verdict.of(accepted.route(), null);
          case Decision.Refused refused -> Verdict.of(refused.route(), refused.rejection());
        };
    return new ComparedRequest(then.runId(), sent.request().getGoal(), then.verdict(), after);
  }

  private Past pastOf(Sent sent) {
    return Objects.requireNonNull(past.get(sent.origin()));
  }
}
