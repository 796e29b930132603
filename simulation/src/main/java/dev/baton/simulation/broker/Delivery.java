package dev.baton.simulation.broker;

/**
 * A record that was handed out.
 *
 * @param offset which
 * @param count how often it was handed out, from 1
 */
public record Delivery(long offset, int count) {}
