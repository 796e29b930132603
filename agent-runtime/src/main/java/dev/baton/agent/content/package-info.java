/** Content that is too large to travel: results leave it in a store, slices refer to it. */
@NullMarked
package dev.baton.agent.content;

import org.jspecify.annotations.NullMarked;
