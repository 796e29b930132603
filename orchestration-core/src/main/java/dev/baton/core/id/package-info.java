/** Deterministic names of runs and tasks. */
@NullMarked
package dev.baton.core.id;

import org.jspecify.annotations.NullMarked;
