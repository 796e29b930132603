package dev.baton.router.decision;

import dev.baton.schemas.Request;

/**
 * A request as it reached the router.
 *
 * @param request the request
 * @param tenant whose it is, told by its topic
 * @param bytes length of the record that carried it
 */
public record Inquiry(Request request, String tenant, int bytes) {}
