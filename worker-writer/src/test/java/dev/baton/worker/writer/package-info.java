/** Tests of the writer. */
@NullMarked
package dev.baton.worker.writer;

import org.jspecify.annotations.NullMarked;
