/** Tests of the package. */
@NullMarked
package dev.baton.vectors;

import org.jspecify.annotations.NullMarked;
