/** Tests of dev.baton.router.kafka. */
@NullMarked
package dev.baton.router.kafka;

import org.jspecify.annotations.NullMarked;
