/** Follows topics that tell the router what goes on: living workers, another router's decisions. */
@NullMarked
package dev.baton.router.following;

import org.jspecify.annotations.NullMarked;
