/** The only place that knows both the domain and the Avro contract. */
@NullMarked
package dev.baton.core.wire;

import org.jspecify.annotations.NullMarked;
