/** The slot's and the journal's ports over Kafka topics. */
@NullMarked
package dev.baton.agent.kafka;

import org.jspecify.annotations.NullMarked;
