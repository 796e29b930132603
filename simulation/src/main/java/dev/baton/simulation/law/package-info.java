/** What must hold in every world, whatever goes wrong in it. */
@NullMarked
package dev.baton.simulation.law;

import org.jspecify.annotations.NullMarked;
