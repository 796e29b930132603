/** Looks every citation up again and says what is wrong with a draft. */
@NullMarked
package dev.baton.worker.reviewer;

import org.jspecify.annotations.NullMarked;
