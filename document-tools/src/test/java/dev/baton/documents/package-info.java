/** Tests of what workers that read documents share. */
@NullMarked
package dev.baton.documents;

import org.jspecify.annotations.NullMarked;
