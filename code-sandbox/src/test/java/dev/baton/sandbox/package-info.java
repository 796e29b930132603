/** Tests of the sandbox: what it holds, what it lets through, how it says that it is missing. */
@NullMarked
package dev.baton.sandbox;

import org.jspecify.annotations.NullMarked;
