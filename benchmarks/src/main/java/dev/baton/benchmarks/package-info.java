/** Measures single parts in memory, without a broker. */
@NullMarked
package dev.baton.benchmarks;

import org.jspecify.annotations.NullMarked;
