/** One real broker and one real registry per test JVM, for the integration tests of all modules. */
@NullMarked
package dev.baton.stack.testing;

import org.jspecify.annotations.NullMarked;
