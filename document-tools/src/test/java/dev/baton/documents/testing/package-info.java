/**
 * Runs specialists in process, with the runtime's own loop, tools and journal and without Kafka.
 */
@NullMarked
package dev.baton.documents.testing;

import org.jspecify.annotations.NullMarked;
