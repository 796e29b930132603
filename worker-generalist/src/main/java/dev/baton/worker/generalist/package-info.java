/** The fallback agent: splits questions, plans for others, answers what has no specialist. */
@NullMarked
package dev.baton.worker.generalist;

import org.jspecify.annotations.NullMarked;
