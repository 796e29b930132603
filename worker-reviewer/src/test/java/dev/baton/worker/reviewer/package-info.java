/** Tests of the reviewer. */
@NullMarked
package dev.baton.worker.reviewer;

import org.jspecify.annotations.NullMarked;
