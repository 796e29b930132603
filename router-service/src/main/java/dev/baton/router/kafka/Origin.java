package dev.baton.router.kafka;

import dev.baton.core.id.RunId;
import dev.baton.core.id.RunIds;

/**
 * Where an inbound record lay.
 *
 * @param tenant whose topic it is
 * @param topic the topic's name
 * @param topicId tells the topic from an earlier one of the same name
 * @param partition its partition
 * @param offset its offset
 */
record Origin(String tenant, String topic, String topicId, int partition, long offset) {

  /** An id that only this record has. */
  RunId uniqueId() {
    return RunIds.ofOrigin(tenant, topicId, partition, offset);
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
