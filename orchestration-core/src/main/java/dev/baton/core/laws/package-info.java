/** The laws of the run machine, and random workflows to hold it to them. */
@NullMarked
package dev.baton.core.laws;

import org.jspecify.annotations.NullMarked;
