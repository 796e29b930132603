/** Runs programs that nobody has read in namespaces of their own, bounded in everything. */
@NullMarked
package dev.baton.sandbox;

import org.jspecify.annotations.NullMarked;
