/** Tests of dev.baton.router.comparison. */
@NullMarked
package dev.baton.router.comparison;

import org.jspecify.annotations.NullMarked;
