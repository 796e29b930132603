package dev.baton.stack;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The broker's settings: one small node that serves one machine. */
public final class BrokerSettings {
  private static final Set<String> OWNED =
      Set.of(
          "process.roles",
          "node.id",
          "controller.quorum.voters",
          "controller.listener.names",
          "listeners",
          "advertised.listeners",
          "listener.security.protocol.map",
          "inter.broker.listener.name",
          "log.dir",
          "log.dirs");

  /** A single node can hold one replica of each partition, internal topics included. */
  private static final Map<String, String> SINGLE_NODE =
      Map.of(
          "default.replication.factor", "1",
          "min.insync.replicas", "1",
          "offsets.topic.replication.factor", "1",
          "transaction.state.log.replication.factor", "1",
          "transaction.state.log.min.isr", "1",
          "share.coordinator.state.topic.replication.factor", "1",
          "share.coordinator.state.topic.min.isr", "1");

  private static final Map<String, String> BEHAVIOUR =
      Map.of(
          // A misspelt topic must fail, not appear.
          "auto.create.topics.enable", "false",
          "group.initial.rebalance.delay.ms", "0",
          // Tasks may take long, so a group may lock its records for up to an hour (Kafka's bound);
          // tests take short locks.
          "group.share.max.record.lock.duration.ms", "3600000",
          "group.share.min.record.lock.duration.ms", "1000",
          // Each drop of a connection spends one delivery; at the limit a task would vanish
          // silently.
          "group.share.delivery.count.limit", "10",
          "group.share.max.size", "1000",
          // An open transaction holds back every reader of its topics: bound and sweep it.
          "transaction.max.timeout.ms", "60000",
          "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");

  private static final Map<String, String> SIZE =
      Map.ofEntries(
          Map.entry("offsets.topic.num.partitions", "4"),
          Map.entry("transaction.state.log.num.partitions", "4"),
          Map.entry("share.coordinator.state.topic.num.partitions", "4"),
          Map.entry("log.segment.bytes", "67108864"),
          // Each open partition maps its indexes at this size; it covers 128 MiB of log.
          Map.entry("log.index.size.max.bytes", "262144"),
          Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
          Map.entry("log.cleaner.io.buffer.size", "65536"),
          Map.entry("metadata.log.segment.bytes", "16777216"),
          Map.entry("metadata.max.idle.interval.ms", "5000"),
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          Map.entry("background.threads", "2"));

  private BrokerSettings() {}

  /**
   * What every single-node broker for Baton is set to, however it is run; without listeners and
   * folders.
   */
  public static Map<String, String> singleNode() {
    Map<String, String> settings = new HashMap<>(SINGLE_NODE);
    settings.putAll(BEHAVIOUR);
    settings.putAll(SIZE);
    return Map.copyOf(settings);
  }

  /** A combined broker and controller that listens on the loopback interface only. */
  static Map<String, String> local(int port, int controllerPort, Map<String, String> further) {
    Map<String, String> settings = new HashMap<>(singleNode());
    settings.putAll(further);
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "listeners", "CLIENT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", "CLIENT://127.0.0.1:" + port);
    settings.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "CLIENT");
    // Relative to the state folder, the broker's working directory: the folder can be moved.
    settings.put("log.dir", LocalService.DATA);
    return settings;
  }

  static void requireOpen(Collection<String> names) {
    for (String name : names) {
      if (OWNED.contains(name)) {
        throw new IllegalArgumentException(
            "settings: " + name + " is set by the stack itself (expected: none of " + OWNED + ")");
      }
    }
  }
}
