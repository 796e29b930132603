/** What a person or a program sees of a run. */
@NullMarked
package dev.baton.cli.output;

import org.jspecify.annotations.NullMarked;
