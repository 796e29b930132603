/** Sentence embeddings, computed in this process. */
@NullMarked
package dev.baton.vectors;

import org.jspecify.annotations.NullMarked;
