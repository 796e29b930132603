/** Runs a real single-node Kafka broker and a real schema registry as child processes. */
@NullMarked
package dev.baton.stack;

import org.jspecify.annotations.NullMarked;
