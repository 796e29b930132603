package dev.baton.agent.kafka;

import dev.baton.agent.slot.FetchMode;
import dev.baton.agent.slot.TaskSource;
import dev.baton.agent.slot.TaskSources;
import dev.baton.schemas.Priority;
import dev.baton.topics.TopicNames;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultShareConsumerFactory;
import org.springframework.kafka.core.ShareConsumerFactory;

/** Members of the share group of a role and priority class. Thread-safe. */
public final class ShareGroupSources implements TaskSources {

  private final Map<FetchMode, ShareConsumerFactory<byte[], byte[]>> factories =
      new EnumMap<>(FetchMode.class);
  private final String group;
  private final List<String> topics;
  private final MarkerWatch watch;

  /**
   * Members of one group.
   *
   * @param settings of the clients
   * @param names of topics and groups
   * @param role whose tasks they take
   * @param priority of which class
   */
  public ShareGroupSources(
      ClientSettings settings, TopicNames names, String role, Priority priority) {
    for (FetchMode mode : FetchMode.values()) {
      factories.put(
          mode,
          new DefaultShareConsumerFactory<>(
              settings.shareConsumer(mode),
              ByteArrayDeserializer::new,
              ByteArrayDeserializer::new));
    }
    this.group = names.workerGroup(role, priority);
    this.topics = List.of(names.tasks(role, priority, 0));
    this.watch = new MarkerWatch(group + "-marker-watch");
  }

  @Override
  public TaskSource open(FetchMode mode, String name) {
    ShareConsumerFactory<byte[], byte[]> factory = factories.get(mode);
    if (factory == null) {
      throw new IllegalStateException("fetch mode: " + mode + " has no consumer");
    }
    ShareConsumer<byte[], byte[]> consumer = factory.createShareConsumer(group, name);
    consumer.subscribe(topics);
    return new ShareConsumerSource(consumer, watch);
  }
}
