/** Tests of dev.baton.router.admission. */
@NullMarked
package dev.baton.router.admission;

import org.jspecify.annotations.NullMarked;
