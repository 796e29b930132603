/**
 * The orchestrator around the real run machine: state, timers, transactions, ownership, crashes.
 */
@NullMarked
package dev.baton.simulation.orchestrator;

import org.jspecify.annotations.NullMarked;
