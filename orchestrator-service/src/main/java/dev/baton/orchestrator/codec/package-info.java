/** Avro values in and out, defensively and with bounded patience for the schema registry. */
@NullMarked
package dev.baton.orchestrator.codec;

import org.jspecify.annotations.NullMarked;
