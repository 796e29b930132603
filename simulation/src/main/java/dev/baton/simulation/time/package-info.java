/** Virtual time: what happens when, and threads that take turns instead of running side by side. */
@NullMarked
package dev.baton.simulation.time;

import org.jspecify.annotations.NullMarked;
