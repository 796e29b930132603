/** Finds the code that a question is about and cites it. */
@NullMarked
package dev.baton.worker.coder;

import org.jspecify.annotations.NullMarked;
