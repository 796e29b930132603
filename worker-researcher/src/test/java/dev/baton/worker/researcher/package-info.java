/** Tests of the researcher. */
@NullMarked
package dev.baton.worker.researcher;

import org.jspecify.annotations.NullMarked;
