/** Tests of the coder. */
@NullMarked
package dev.baton.worker.coder;

import org.jspecify.annotations.NullMarked;
