/** Tests of dev.baton.router.rules. */
@NullMarked
package dev.baton.router.rules;

import org.jspecify.annotations.NullMarked;
