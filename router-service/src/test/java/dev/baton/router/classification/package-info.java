/** Tests of the package. */
@NullMarked
package dev.baton.router.classification;

import org.jspecify.annotations.NullMarked;
