package dev.baton.web;

/**
 * A page as it came: untrusted text.
 *
 * @param url where it came from in the end
 * @param status the answer's status
 * @param type its media type
 * @param text its text
 * @param truncated whether there was more
 */
record FetchedPage(String url, int status, String type, String text, boolean truncated) {}
