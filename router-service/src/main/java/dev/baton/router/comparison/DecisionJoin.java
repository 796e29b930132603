package dev.baton.router.comparison;

import dev.baton.schemas.Routed;
import dev.baton.schemas.RunEvent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Brings together what two routers said about one request, in whatever order it arrives. A request
 * is known by its place on its topic, so one that was sent twice is compared twice. Decisions whose
 * counterpart stays away are given up, the oldest first. Not thread-safe.
 */
public final class DecisionJoin {

  private final int open;
  private final Consumer<ComparedRequest> handler;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private long unmatched;

  private enum Side {
    BEFORE,
    AFTER
  }

  private record Waiting(Side side, Verdict verdict) {}

  /**
   * Nothing seen yet.
   *
   * @param open most decisions that wait for their counterpart
   * @param handler takes each request that both have decided
   */
  public DecisionJoin(int open, Consumer<ComparedRequest> handler) {
    this.open = open;
    this.handler = handler;
  }

  /** Takes an event of the router in charge. */
  public void before(RunEvent event) {
    add(Side.BEFORE, event);
  }

  /** Takes an event of the other router. */
  public void after(RunEvent event) {
    add(Side.AFTER, event);
  }

  /** How many decisions were given up. */
  public long unmatched() {
    return unmatched;
  }

  /** How many decisions wait for their counterpart. */
  public int waiting() {
    return waiting.size();
  }

  private void add(Side side, RunEvent event) {
    // Child runs are routed by the orchestrator: no request of anybody's lies behind them.
    if (!(event.getBody() instanceof Routed routed) || routed.getParent() != null) {
      return;
    }
    Verdict verdict = Verdict.of(routed.getRoute(), routed.getRejection());
    Waiting other = waiting.get(routed.getOrigin());
    if (other == null || other.side() == side) {
      waiting.put(routed.getOrigin(), new Waiting(side, verdict));
      giveUpOldest();
      return;
    }
    waiting.remove(routed.getOrigin());
    Verdict before = side == Side.AFTER ? other.verdict() : verdict;
    Verdict after = side == Side.AFTER ? verdict : other.verdict();
    handler.accept(
        new ComparedRequest(event.getRunId(), routed.getRequest().getGoal(), before, after));
  }

  private void giveUpOldest() {
    if (waiting.size() > open) {
      Iterator<String> oldest = waiting.keySet().iterator();
      oldest.next();
      oldest.remove();
      unmatched++;
    }
  }
}
