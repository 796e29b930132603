/** Tests of the serdes against a real registry. */
@NullMarked
package dev.baton.serde;

import org.jspecify.annotations.NullMarked;
