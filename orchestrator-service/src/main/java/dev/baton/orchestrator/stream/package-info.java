/** Kafka Streams around the run machine: topology, store, timers, outgoing records. */
@NullMarked
package dev.baton.orchestrator.stream;

import org.jspecify.annotations.NullMarked;
