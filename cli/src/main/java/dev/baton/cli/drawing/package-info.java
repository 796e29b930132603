/** Draws workflows. */
@NullMarked
package dev.baton.cli.drawing;

import org.jspecify.annotations.NullMarked;
