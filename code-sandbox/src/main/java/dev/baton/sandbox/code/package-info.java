/** Source code in, what came of it out: compiles and runs programs in the sandbox. */
@NullMarked
package dev.baton.sandbox.code;

import org.jspecify.annotations.NullMarked;
