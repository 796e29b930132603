/** The record of each model and tool call inside one task. */
@NullMarked
package dev.baton.agent.journal;

import org.jspecify.annotations.NullMarked;
