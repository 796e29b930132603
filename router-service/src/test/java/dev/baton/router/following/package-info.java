/** Tests of dev.baton.router.following. */
@NullMarked
package dev.baton.router.following;

import org.jspecify.annotations.NullMarked;
