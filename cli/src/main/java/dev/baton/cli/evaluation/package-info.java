/** Measures the router's classifier on a data set. */
@NullMarked
package dev.baton.cli.evaluation;

import org.jspecify.annotations.NullMarked;
