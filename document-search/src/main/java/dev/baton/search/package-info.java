/** Finds passages and sentences in a folder of documents and says exactly where they stand. */
@NullMarked
package dev.baton.search;

import org.jspecify.annotations.NullMarked;
