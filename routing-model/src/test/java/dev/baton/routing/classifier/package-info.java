/** Tests of the package. */
@NullMarked
package dev.baton.routing.classifier;

import org.jspecify.annotations.NullMarked;
