package dev.baton.simulation.broker;

import java.util.List;

/** One topic with one share group, in memory or on a real broker. */
interface Lab {
  /** Sends a record that is visible at once. */
  void send(String value);

  /** Begins a transaction with one record. */
  Sending begin(String value);

  /** A member that takes so many records a poll. */
  Member join(int most);

  /** How often a record is handed out at most. */
  int deliveryLimit();

  /** Lets every lock that is held now run out. */
  void passLock();

  /** A transaction under way. */
  interface Sending {
    void commit();

    void abort();
  }

  /** A member of the group. */
  interface Member {
    /** Records with their delivery counts, as a1; waits as long as it takes to get some. */
    List<String> poll();

    /** The same where none are expected: waits a while whether some come. */
    List<String> pollInVain();

    void acknowledge(String value, AckType how);

    /** Whether the broker took every word. */
    boolean commit();

    void leave();
  }
}
