/** Sentence embeddings, computed in this process. */
@NullMarked
package dev.baton.routing.embedding;

import org.jspecify.annotations.NullMarked;
