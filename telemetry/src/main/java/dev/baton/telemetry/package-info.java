/** What services tell of themselves: one trace of each run, and the names that it is told by. */
@NullMarked
package dev.baton.telemetry;

import org.jspecify.annotations.NullMarked;
