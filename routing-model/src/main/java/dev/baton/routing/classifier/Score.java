package dev.baton.routing.classifier;

/**
 * How probable a label is.
 *
 * @param label one of those learned
 * @param probability calibrated, 0 to 1; those of all labels add up to 1
 */
public record Score(String label, double probability) {}
