/** The broker in memory held against a real one. */
@NullMarked
package dev.baton.simulation.broker;

import org.jspecify.annotations.NullMarked;
