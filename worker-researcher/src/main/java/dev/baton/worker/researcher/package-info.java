/** Looks for evidence in documents and cites file and line. */
@NullMarked
package dev.baton.worker.researcher;

import org.jspecify.annotations.NullMarked;
