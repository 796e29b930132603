/** Reads workflow definitions and what they may name. */
@NullMarked
package dev.baton.cli.definition;

import org.jspecify.annotations.NullMarked;
