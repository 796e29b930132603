package dev.baton.agent.app;

import dev.baton.agent.kafka.Heartbeats;
import dev.baton.agent.kafka.KafkaOutbox;
import dev.baton.agent.kafka.TopicReader;
import dev.baton.schemas.Control;
import dev.baton.schemas.Heartbeat;
import java.util.Optional;

/**
 * What a worker hears and says besides its tasks. Closed by the worker's lifecycle, in that order.
 *
 * @param control hears what nobody waits for
 * @param pods hears of all pods, where accounts are shared with them
 * @param heartbeats says that this one is alive
 * @param outbox says everything
 */
record WorkerSpeech(
    TopicReader<Control> control,
    Optional<TopicReader<Heartbeat>> pods,
    Heartbeats heartbeats,
    KafkaOutbox outbox) {}
