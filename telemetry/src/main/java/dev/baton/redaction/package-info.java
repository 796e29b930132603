/** Keeps secrets out of everything that is written down. */
@NullMarked
package dev.baton.redaction;

import org.jspecify.annotations.NullMarked;
