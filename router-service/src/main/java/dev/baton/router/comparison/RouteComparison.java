package dev.baton.router.comparison;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts where two routers agree and where they do not. Its memory does not grow with the number of
 * requests: it keeps counts by target and the first changed requests. Not thread-safe.
 */
public final class RouteComparison {

  private final int kept;
  private final SortedMap<Move, Long> moves = new TreeMap<>();
  private final List<ComparedRequest> changed = new ArrayList<>();
  private long total;
  private long otherStage;

  /**
   * Nothing compared yet.
   *
   * @param kept how many changed requests are kept to be shown
   */
  public RouteComparison(int kept) {
    this.kept = kept;
  }

  /**
   * From where to where requests would go; both are the same for those that stay.
   *
   * @param from the target before
   * @param to the target after
   */
  public record Move(String from, String to) implements Comparable<Move> {

    /** Whether it leads elsewhere. */
    public boolean isChange() {
      return !from.equals(to);
    }

    @Override
    public int compareTo(Move other) {
      return Comparator.comparing(Move::from).thenComparing(Move::to).compare(this, other);
    }
  }

  /** Counts one request. */
  public void add(ComparedRequest request) {
    total++;
    moves.merge(new Move(request.before().target(), request.after().target()), 1L, Long::sum);
    if (!request.isChanged()) {
      otherStage += request.before().stage() == request.after().stage() ? 0 : 1;
    } else if (changed.size() < kept) {
      changed.add(request);
    }
  }

  /** How many requests were compared. */
  public long total() {
    return total;
  }

  /** How many of them stay where they are. */
  public long same() {
    return moves.entrySet().stream()
        .filter(move -> !move.getKey().isChange())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** How many of those that stay are decided by another stage. */
  public long sameByOtherStage() {
    return otherStage;
  }

  /** The share that stays, 0 to 1; 1 where nothing was compared. */
  public double agreement() {
    return total == 0 ? 1 : (double) same() / total;
  }

  /** How many requests went from where to where, in order of targets. */
  public SortedMap<Move, Long> moves() {
    return Collections.unmodifiableSortedMap(moves);
  }

  /** The first requests that would go elsewhere. */
  public List<ComparedRequest> changed() {
    return List.copyOf(changed);
  }
}
