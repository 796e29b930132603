/** What the command says to and reads from an installation, without Spring. */
@NullMarked
package dev.baton.cli.client;

import org.jspecify.annotations.NullMarked;
