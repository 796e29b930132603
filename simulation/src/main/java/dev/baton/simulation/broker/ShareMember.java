package dev.baton.simulation.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The client's part of a share group with explicit acknowledgement and exact record limit, with the
 * rules of Kafka's share consumer. Used by one thread at a time.
 */
public final class ShareMember {
  private final ShareGroup group;
  private final Link link;
  private final int most;
  private final int id;
  private final SortedMap<Long, Held> held = new TreeMap<>();
  private final SortedMap<Long, AckType> noted = new TreeMap<>();

  private enum Stand {
    IN_HAND,
    RENEWING,
    RENEWED
  }

  private record Held(Delivery delivery, Stand stand) {
    Held now(Stand other) {
      return new Held(delivery, other);
    }
  }

  /**
   * Joins a group.
   *
   * @param link its way to the broker
   * @param most records of one poll
   */
  public ShareMember(ShareGroup group, Link link, int most) {
    this.group = group;
    this.link = link;
    this.most = most;
    this.id = group.join();
  }

  /**
   * Takes records: renewed ones that are back, else new ones. What was noted is committed first.
   *
   * @throws IllegalStateException if a record in hand is not acknowledged
   */
  public List<Delivery> poll() {
    if (held.values().stream().anyMatch(one -> one.stand() == Stand.IN_HAND)) {
      throw new IllegalStateException(
          "poll with records in hand: %s (expected: all acknowledged)".formatted(held.keySet()));
    }
    commit();
    if (!held.isEmpty()) {
      return renewed();
    }
    if (!link.isUp()) {
      return List.of();
    }
    List<Delivery> acquired = group.acquire(id, most);
    acquired.forEach(delivery -> held.put(delivery.offset(), new Held(delivery, Stand.IN_HAND)));
    return acquired;
  }

  private List<Delivery> renewed() {
    List<Delivery> back = new ArrayList<>();
    for (Map.Entry<Long, Held> entry : held.entrySet()) {
      if (entry.getValue().stand() == Stand.RENEWED) {
        back.add(entry.getValue().delivery());
        entry.setValue(entry.getValue().now(Stand.IN_HAND));
      }
    }
    return back;
  }

  /**
   * Notes what the broker is to be told.
   *
   * @throws IllegalStateException if the record is not in hand
   */
  public void acknowledge(long offset, AckType how) {
    Held one = held.get(offset);
    if (one == null || one.stand() != Stand.IN_HAND) {
      throw new IllegalStateException("record %d: not in hand".formatted(offset));
    }
    noted.put(offset, how);
    if (how == AckType.RENEW) {
      held.put(offset, one.now(Stand.RENEWING));
    } else {
      held.remove(offset);
    }
  }

  /**
   * Tells the broker what was noted.
   *
   * @return the records for which it did not take the word; a renewed one among them is lost
   */
  public Set<Long> commit() {
    if (noted.isEmpty()) {
      return Set.of();
    }
    SortedMap<Long, AckType> words = new TreeMap<>(noted);
    noted.clear();
    boolean taken = link.isUp() && group.acknowledge(id, words);
    for (Map.Entry<Long, AckType> word : words.entrySet()) {
      if (word.getValue() == AckType.RENEW) {
        if (taken) {
          held.computeIfPresent(word.getKey(), (_, one) -> one.now(Stand.RENEWED));
        } else {
          held.remove(word.getKey());
        }
      }
    }
    return taken ? Set.of() : new TreeSet<>(words.keySet());
  }

  /** How long the broker keeps a record for it, in milliseconds. */
  public long lockMillis() {
    return group.lockMillis();
  }

  /** Calls somebody once, when there may be something to take. */
  public void await(Runnable wake) {
    group.await(id, wake);
  }

  /** Commits what was noted and leaves; what is in hand goes back to the group. */
  public void close() {
    commit();
    disconnect();
  }

  /** Its connection is gone, which the broker notices and it itself does not. */
  public void disconnect() {
    group.disconnect(id);
  }
}
