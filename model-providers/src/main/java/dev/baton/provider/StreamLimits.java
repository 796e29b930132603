package dev.baton.provider;

import java.time.Duration;
import java.time.Instant;

/**
 * Bounds on one streamed body.
 *
 * @param deadline when all of it must be there
 * @param maxSilence how long nothing may come once something came: a model may think for long
 *     before it says the first word, and not for as long after it
 * @param maxBytes how long it may be
 */
record StreamLimits(Instant deadline, Duration maxSilence, long maxBytes) {}
