/** Workers: the real slot loop and journal over the simulated broker, with a model that may lie. */
@NullMarked
package dev.baton.simulation.worker;

import org.jspecify.annotations.NullMarked;
