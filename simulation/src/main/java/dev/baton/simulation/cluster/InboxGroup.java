package dev.baton.simulation.cluster;

import dev.baton.simulation.broker.Transaction;

/**
 * The orchestrators' consumer group on the one partition of this world: who owns it, since which
 * generation, and how far each inbox was read by what was committed.
 */
public final class InboxGroup {
  /**
   * How far the inboxes were read.
   *
   * @param runs next offset of the runs topic
   * @param results next offset of the results topics
   * @param budget next offset of the ledger's topic
   */
  public record Positions(long runs, long results, long budget) {
    /** Nothing was read. */
    public static final Positions START = new Positions(0, 0, 0);

    /** One record of the runs topic further. */
    public Positions nextRun() {
      return new Positions(runs + 1, results, budget);
    }

    /** One result further. */
    public Positions nextResult() {
      return new Positions(runs, results + 1, budget);
    }

    /** One record of the ledger's topic further. */
    public Positions nextBudget() {
      return new Positions(runs, results, budget + 1);
    }
  }

  private int owner;
  private int generation = 1;
  private Positions committed = Positions.START;

  /** Number of the instance that owns the partition. */
  public int owner() {
    return owner;
  }

  /** Counts the changes of ownership; an owner of an earlier one is fenced. */
  public int generation() {
    return generation;
  }

  /** Where the next owner goes on. */
  public Positions committed() {
    return committed;
  }

  /** Gives the partition to an instance. */
  public void assign(int instance) {
    owner = instance;
    generation++;
  }

  /** Whether an owner may commit: its transaction is open and nobody came after it. */
  public boolean accepts(Transaction transaction, int ofGeneration) {
    return transaction.isOpen() && ofGeneration == generation;
  }

  /** Commits a transaction and, with it, how far the inboxes were read. */
  public void commit(Transaction transaction, Positions positions) {
    committed = positions;
    transaction.commit();
  }
}
