/** Specialists that are added to an installation by their cards. */
@NullMarked
package dev.baton.cli.agent;

import org.jspecify.annotations.NullMarked;
