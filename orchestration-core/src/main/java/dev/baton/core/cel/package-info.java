/**
 * Bounded conditions in the Common Expression Language: compiled and type-checked once, evaluated
 * without side effects.
 */
@NullMarked
package dev.baton.core.cel;

import org.jspecify.annotations.NullMarked;
