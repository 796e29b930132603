/** Tests of the manifests. */
@NullMarked
package dev.baton.deploy;

import org.jspecify.annotations.NullMarked;
