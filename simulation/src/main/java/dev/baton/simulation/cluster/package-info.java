/** Baton's topics on the simulated broker. */
@NullMarked
package dev.baton.simulation.cluster;

import org.jspecify.annotations.NullMarked;
