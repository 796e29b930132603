/** A classifier of texts that needs few examples, says how sure it is and when it does not know. */
@NullMarked
package dev.baton.routing.classifier;

import org.jspecify.annotations.NullMarked;
