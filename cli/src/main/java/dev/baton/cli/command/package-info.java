/** One class per command. */
@NullMarked
package dev.baton.cli.command;

import org.jspecify.annotations.NullMarked;
