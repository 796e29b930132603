/** Large content in a bucket. */
@NullMarked
package dev.baton.content.s3;

import org.jspecify.annotations.NullMarked;
