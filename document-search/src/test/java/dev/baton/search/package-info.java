/** Tests of the search over documents. */
@NullMarked
package dev.baton.search;

import org.jspecify.annotations.NullMarked;
