package dev.baton.agent.model;

import java.time.Clock;
import java.util.concurrent.ExecutorService;

/**
 * What guards calls to models.
 *
 * @param bounds on the calls to each model
 * @param quota which part of accounts' limits this process may use
 * @param clock tells how much of a deadline is left and when an open circuit may be tried
 * @param executor runs the calls, so that one that hangs can be left behind
 */
public record CallGuards(
    ModelResilience bounds, AccountQuota quota, Clock clock, ExecutorService executor) {}
