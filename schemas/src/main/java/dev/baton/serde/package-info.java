/**
 * Avro in Confluent's wire format with a schema registry: serializers, defensive decoding,
 * registration.
 */
@NullMarked
package dev.baton.serde;

import org.jspecify.annotations.NullMarked;
