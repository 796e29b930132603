/** What all parts of one world share. */
@NullMarked
package dev.baton.simulation.scene;

import org.jspecify.annotations.NullMarked;
