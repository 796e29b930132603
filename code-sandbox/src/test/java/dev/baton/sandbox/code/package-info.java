/** Tests of compiling and running. */
@NullMarked
package dev.baton.sandbox.code;

import org.jspecify.annotations.NullMarked;
