/** Tests of dev.baton.cli.routing. */
@NullMarked
package dev.baton.cli.routing;

import org.jspecify.annotations.NullMarked;
