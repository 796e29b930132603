/** A broker in memory: logs, transactions and share groups as Kafka 4.2 has them. */
@NullMarked
package dev.baton.simulation.broker;

import org.jspecify.annotations.NullMarked;
