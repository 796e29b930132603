/** What a simulation found, as JSON. */
@NullMarked
package dev.baton.cli.simulation;

import org.jspecify.annotations.NullMarked;
