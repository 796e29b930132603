/** What only shows with everything together. */
@NullMarked
package dev.baton.system;

import org.jspecify.annotations.NullMarked;
