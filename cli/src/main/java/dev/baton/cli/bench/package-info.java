/** Measures the system as a whole. */
@NullMarked
package dev.baton.cli.bench;

import org.jspecify.annotations.NullMarked;
