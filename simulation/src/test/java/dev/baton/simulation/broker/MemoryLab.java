package dev.baton.simulation.broker;

import dev.baton.simulation.time.Agenda;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The laboratory on the broker in memory. */
final class MemoryLab implements Lab {
  private final Agenda agenda = new Agenda();
  private final Topic<String> topic = new Topic<>("lab");
  private final ShareGroup group = new ShareGroup(topic, ShareSettings.DEFAULT, agenda);

  @Override
  public void send(String value) {
    topic.append(value);
  }

  @Override
  public Sending begin(String value) {
    Transaction transaction = new Transaction();
    topic.append(value, transaction);
    return new Sending() {
      @Override
      public void commit() {
        transaction.commit();
      }

      @Override
      public void abort() {
        transaction.abort();
      }
    };
  }

  @Override
  public Member join(int most) {
    return new MemoryMember(new ShareMember(group, () -> true, most));
  }

  @Override
  public int deliveryLimit() {
    return ShareSettings.DEFAULT.deliveryLimit();
  }

  @Override
  public void passLock() {
    long until = agenda.now() + ShareSettings.DEFAULT.lockMillis() + 1;
    agenda.at(until, () -> {});
    while (agenda.step(until)) {
      // Only time passes.
    }
  }

  private final class MemoryMember implements Member {
    private final ShareMember member;
    private final Map<String, Long> offsets = new HashMap<>();

    MemoryMember(ShareMember member) {
      this.member = member;
    }

    @Override
    public List<String> poll() {
      return member.poll().stream().map(this::seen).toList();
    }

    @Override
    public List<String> pollInVain() {
      return poll();
    }

    private String seen(Delivery delivery) {
      String value = topic.value(delivery.offset()).orElseThrow();
      offsets.put(value, delivery.offset());
      return value + delivery.count();
    }

    @Override
    public void acknowledge(String value, AckType how) {
      member.acknowledge(offsets.getOrDefault(value, -1L), how);
    }

    @Override
    public boolean commit() {
      return member.commit().isEmpty();
    }

    @Override
    public void leave() {
      member.close();
    }
  }
}
