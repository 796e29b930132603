/** Keeps secrets out of everything that is written down. */
@NullMarked
package dev.baton.agent.redaction;

import org.jspecify.annotations.NullMarked;
