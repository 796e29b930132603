/**
 * What enters and leaves a run: requests, routes, cards, tasks, results and answers as plain
 * values.
 */
@NullMarked
package dev.baton.core.message;

import org.jspecify.annotations.NullMarked;
