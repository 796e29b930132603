/** A stub of the providers' protocols, for tests of several modules. */
@NullMarked
package dev.baton.provider.testing;

import org.jspecify.annotations.NullMarked;
