/** Logs to the state folder's file, never to the terminal. */
@NullMarked
package dev.baton.cli.logging;

import org.jspecify.annotations.NullMarked;
