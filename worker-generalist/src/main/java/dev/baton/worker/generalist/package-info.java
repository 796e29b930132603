/** The fallback agent: splits questions into facets and answers whatever has no specialist. */
@NullMarked
package dev.baton.worker.generalist;

import org.jspecify.annotations.NullMarked;
