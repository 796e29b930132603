/** Tests of the generalist. */
@NullMarked
package dev.baton.worker.generalist;

import org.jspecify.annotations.NullMarked;
