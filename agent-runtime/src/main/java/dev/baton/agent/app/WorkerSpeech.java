package dev.baton.agent.app;

import dev.baton.agent.kafka.ControlReader;
import dev.baton.agent.kafka.KafkaOutbox;

/**
 * What a worker hears and says besides its tasks. Closed by the worker's lifecycle, in that order.
 *
 * @param control hears what nobody waits for
 * @param outbox says everything
 */
record WorkerSpeech(ControlReader control, KafkaOutbox outbox) {}
