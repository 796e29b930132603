package dev.baton.simulation.cluster;

/**
 * A record that nobody can decode.
 *
 * @param name tells it from others
 */
public record Garbage(String name) {}
