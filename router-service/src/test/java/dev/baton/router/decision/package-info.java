/** Tests of dev.baton.router.decision. */
@NullMarked
package dev.baton.router.decision;

import org.jspecify.annotations.NullMarked;
