/** Whole worlds: one seed is one world with one request, played to its end. */
@NullMarked
package dev.baton.simulation.world;

import org.jspecify.annotations.NullMarked;
