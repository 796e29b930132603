package dev.baton.core.message;

/**
 * Why a request was refused before any work.
 *
 * @param code a stable name, for example empty-goal
 * @param message what is wrong and what was expected
 */
public record Rejection(String code, String message) {}
