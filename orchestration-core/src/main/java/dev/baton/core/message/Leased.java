package dev.baton.core.message;

/**
 * What the runs of a tenant may spend only as far as its ledger leases it to them.
 *
 * @param tokens whether tokens
 * @param costMicros whether money
 */
public record Leased(boolean tokens, boolean costMicros) {}
