/** Decides in this process as the router does, to explain and to compare. */
@NullMarked
package dev.baton.cli.routing;

import org.jspecify.annotations.NullMarked;
