/** Plays many worlds, and makes the shortest story of one in which an invariant broke. */
@NullMarked
package dev.baton.simulation;

import org.jspecify.annotations.NullMarked;
