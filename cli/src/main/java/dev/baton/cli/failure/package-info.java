/** How a command ends other than well. */
@NullMarked
package dev.baton.cli.failure;

import org.jspecify.annotations.NullMarked;
