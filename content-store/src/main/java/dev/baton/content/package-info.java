/** Large content, kept and found by the digest of its bytes. */
@NullMarked
package dev.baton.content;

import org.jspecify.annotations.NullMarked;
