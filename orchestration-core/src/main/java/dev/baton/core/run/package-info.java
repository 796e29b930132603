/** The run machine: events in, facts and effects out, state as the fold of facts. */
@NullMarked
package dev.baton.core.run;

import org.jspecify.annotations.NullMarked;
