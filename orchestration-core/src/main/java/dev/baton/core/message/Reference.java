package dev.baton.core.message;

/**
 * A pointer to large content in the content-addressed store.
 *
 * @param uri where the bytes lie
 * @param sha256 SHA-256 of the bytes, lower-case hexadecimal
 * @param bytes length in bytes
 */
public record Reference(String uri, String sha256, long bytes) {}
