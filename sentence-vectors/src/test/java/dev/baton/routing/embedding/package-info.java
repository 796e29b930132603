/** Tests of the package. */
@NullMarked
package dev.baton.routing.embedding;

import org.jspecify.annotations.NullMarked;
