/** Writes the answer from evidence and nothing else. */
@NullMarked
package dev.baton.worker.writer;

import org.jspecify.annotations.NullMarked;
