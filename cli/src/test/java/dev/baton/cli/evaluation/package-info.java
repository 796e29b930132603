/** Tests of the package. */
@NullMarked
package dev.baton.cli.evaluation;

import org.jspecify.annotations.NullMarked;
