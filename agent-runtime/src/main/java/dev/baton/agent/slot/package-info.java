/**
 * The slot: takes tasks from a share group, keeps their locks, has them worked on and acknowledges
 * them after their results are safe.
 */
@NullMarked
package dev.baton.agent.slot;

import org.jspecify.annotations.NullMarked;
