/** What may go wrong in a simulated world, and the seed that decides whether it does. */
@NullMarked
package dev.baton.simulation.chance;

import org.jspecify.annotations.NullMarked;
