/** Turns records of the requests and signals topics into events of the runs topic. */
@NullMarked
package dev.baton.router.kafka;

import org.jspecify.annotations.NullMarked;
