/** The state folder: what a local installation leaves on disk. */
@NullMarked
package dev.baton.cli.state;

import org.jspecify.annotations.NullMarked;
