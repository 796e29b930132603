/** What a worker tells of its tasks and calls: spans and meters. */
@NullMarked
package dev.baton.agent.telemetry;

import org.jspecify.annotations.NullMarked;
