/** Worlds that hold, and worlds with bugs planted in them. */
@NullMarked
package dev.baton.simulation;

import org.jspecify.annotations.NullMarked;
