package dev.baton.core.message;

/**
 * One turn of the conversation before a request.
 *
 * @param role who spoke: user, assistant or system
 * @param text what was said
 */
public record ChatMessage(String role, String text) {}
