/** The pure routing decision: validation, hint, rules, fallback; no Kafka, no Spring, no clock. */
@NullMarked
package dev.baton.router.decision;

import org.jspecify.annotations.NullMarked;
