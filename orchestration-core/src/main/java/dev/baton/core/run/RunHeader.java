package dev.baton.core.run;

import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Budget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run's first record. Once the run has ended, it is the gravestone by which later events are
 * known to be late.
 *
 * @param tenant whose run it is
 * @param status where it stands
 * @param requestDigest digest of the request, to tell a repeated request from another one with the
 *     same key
 * @param planDigest digest of everything that the run is pinned to
 * @param startedAt when the run started
 * @param deadline when it ends at the latest
 * @param budget the bounds in force
 * @param round the round of the workflow's loop, from 0
 * @param spending what it has spent
 * @param signals ids of the last signals that were applied, at most {@value #MAX_REMEMBERED}
 * @param refusals origins of the last requests that were refused as conflicts, at most {@value
 *     #MAX_REMEMBERED}
 * @param end how it ended
 * @param finishedAt when it ended
 */
public record RunHeader(
    String tenant,
    RunStatus status,
    String requestDigest,
    String planDigest,
    Instant startedAt,
    Instant deadline,
    Budget budget,
    int round,
    Spending spending,
    List<String> signals,
    List<String> refusals,
    Optional<AnswerStatus> end,
    Optional<Instant> finishedAt)
    implements RunRecord {
  /** How many signals and refusals a run remembers to tell a duplicate. */
  public static final int MAX_REMEMBERED = 16;

  /** Copies the lists. */
  public RunHeader {
    signals = List.copyOf(signals);
    refusals = List.copyOf(refusals);
  }

  RunHeader withStatus(RunStatus next) {
    return new RunHeader(
        tenant,
        next,
        requestDigest,
        planDigest,
        startedAt,
        deadline,
        budget,
        round,
        spending,
        signals,
        refusals,
        end,
        finishedAt);
  }

  RunHeader withRound(int next) {
    return new RunHeader(
        tenant,
        status,
        requestDigest,
        planDigest,
        startedAt,
        deadline,
        budget,
        next,
        spending,
        signals,
        refusals,
        end,
        finishedAt);
  }

  RunHeader withSpending(Spending next) {
    return new RunHeader(
        tenant,
        status,
        requestDigest,
        planDigest,
        startedAt,
        deadline,
        budget,
        round,
        next,
        signals,
        refusals,
        end,
        finishedAt);
  }

  RunHeader withSignal(String signalId) {
    return new RunHeader(
        tenant,
        status,
        requestDigest,
        planDigest,
        startedAt,
        deadline,
        budget,
        round,
        spending,
        remember(signals, signalId),
        refusals,
        end,
        finishedAt);
  }

  RunHeader withRefusal(String origin) {
    return new RunHeader(
        tenant,
        status,
        requestDigest,
        planDigest,
        startedAt,
        deadline,
        budget,
        round,
        spending,
        signals,
        remember(refusals, origin),
        end,
        finishedAt);
  }

  /** What stays of a finished run. */
  RunHeader gravestone(AnswerStatus how, Instant when) {
    return new RunHeader(
        tenant,
        RunStatus.FINISHED,
        requestDigest,
        planDigest,
        startedAt,
        deadline,
        Budget.none(),
        round,
        Spending.NONE,
        List.of(),
        refusals,
        Optional.of(how),
        Optional.of(when));
  }

  private static List<String> remember(List<String> former, String id) {
    List<String> all = new ArrayList<>(former);
    all.add(id);
    return all.subList(Math.max(0, all.size() - MAX_REMEMBERED), all.size());
  }
}
