package dev.baton.agent.kafka;

import dev.baton.schemas.Priority;
import dev.baton.topics.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Checks what a worker relies on before it takes its first task; it changes nothing. */
public final class StartChecks {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String REMEDY = "; run: baton cluster apply";
  private static final Map<String, String> GROUP =
      Map.of("share.auto.offset.reset", "earliest", "share.isolation.level", "read_committed");

  private final ClientSettings settings;
  private final TopicNames names;
  private final String role;
  private final List<Priority> classes;

  /**
   * Checks for one role.
   *
   * @param settings of the client
   * @param names of topics and groups
   * @param role whose topics and groups are checked
   * @param priorities whether the classes HIGH and LOW have topics and groups of their own
   */
  public StartChecks(ClientSettings settings, TopicNames names, String role, boolean priorities) {
    this.settings = settings;
    this.names = names;
    this.role = role;
    this.classes = priorities ? List.of(Priority.values()) : List.of(Priority.NORMAL);
  }

  /**
   * Refuses to start on an installation that would lose or misread tasks.
   *
   * @throws IllegalStateException if a topic is missing, the share group is not set up, or the
   *     brokers do not answer
   * @throws InterruptedException if the caller was interrupted
   */
  public void check() throws InterruptedException {
    try (Admin admin = Admin.create(settings.admin())) {
      topics(admin);
      for (Priority priority : classes) {
        group(admin, names.workerGroup(role, priority));
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException("brokers: no answer within %s".formatted(BOUND), e);
    }
  }

  private void topics(Admin admin) throws InterruptedException, TimeoutException {
    List<String> missing = new ArrayList<>();
    List<String> needed = new ArrayList<>();
    classes.forEach(priority -> needed.add(names.tasks(role, priority, 0)));
    needed.addAll(
        List.of(
            names.results(role),
            names.journal(role),
            names.control(),
            names.progress(),
            names.heartbeats(),
            names.deadLetters()));
    for (var topic : admin.describeTopics(needed).topicNameValues().entrySet()) {
      try {
        topic.getValue().get(BOUND.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw new IllegalStateException(
              "topic %s: cannot be described: %s".formatted(topic.getKey(), e.getCause()), e);
        }
        missing.add(topic.getKey());
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "topics: %s are missing%s%s"
              .formatted(
                  missing.stream().sorted().toList(),
                  REMEDY,
                  classes.size() > 1 ? " --priorities" : ""));
    }
  }

  private static void group(Admin admin, String group)
      throws InterruptedException, TimeoutException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    try {
      Map<ConfigResource, Config> configs =
          admin.describeConfigs(List.of(resource)).all().get(BOUND.toSeconds(), TimeUnit.SECONDS);
      Config config = configs.getOrDefault(resource, new Config(List.of()));
      GROUP.forEach((key, expected) -> expect(group, config.get(key), key, expected));
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "share group %s: its settings cannot be read: %s".formatted(group, e.getCause()), e);
    }
  }

  private static void expect(
      String group, @Nullable ConfigEntry entry, String key, String expected) {
    String value = entry == null ? "not set" : entry.value();
    if (!expected.equals(value)) {
      throw new IllegalStateException(
          "share group %s: %s: %s (expected: %s)%s".formatted(group, key, value, expected, REMEDY));
    }
  }
}
