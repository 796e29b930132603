/** Tests of the topic catalogue. */
@NullMarked
package dev.baton.topics;

import org.jspecify.annotations.NullMarked;
