package dev.baton.agent.kafka;

import java.time.Duration;

/**
 * How far back a journal is read and for how long.
 *
 * @param margin before a task's dispatch, for clocks that differ
 * @param betweenAttempts the most that lies between the end of one attempt and the dispatch of the
 *     next
 * @param longest the farthest that it looks back at all
 * @param readTime the most that one reading may take
 */
record KafkaJournalLimits(
    Duration margin, Duration betweenAttempts, Duration longest, Duration readTime) {

  static final KafkaJournalLimits DEFAULT =
      new KafkaJournalLimits(
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofHours(24),
          Duration.ofSeconds(30));
}
