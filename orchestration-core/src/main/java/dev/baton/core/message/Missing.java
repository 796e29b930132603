package dev.baton.core.message;

import java.util.Optional;

/**
 * Something that an answer lacks.
 *
 * @param step the step that should have brought it
 * @param item the item of a fan-out, where it is one
 * @param reason why it could not be had
 * @param detail the same in plain words
 */
public record Missing(String step, Optional<String> item, FailureClass reason, String detail) {}
