package dev.baton.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The hosts that may be asked, by name. Immutable.
 *
 * <p>Only names of the domain name system are taken, never addresses in any notation: the last part
 * of a name begins with a letter, which the decimal, octal and hexadecimal forms of an address do
 * not.
 */
final class AllowedHosts {

  private static final int MAX_URL_CHARS = 2_000;
  private static final int MAX_NAME_CHARS = 253;
  private static final Pattern NAME =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private final List<String> entries;

  /**
   * Hosts.
   *
   * @param entries names such as {@code docs.example.org}, or {@code *.example.org} for all below a
   *     name, not the name itself
   */
  AllowedHosts(List<String> entries) {
    this.entries = entries.stream().map(entry -> entry.strip().toLowerCase(Locale.ROOT)).toList();
    for (String entry : this.entries) {
      if (!isName(entry.startsWith("*.") ? entry.substring(2) : entry)) {
        throw new IllegalArgumentException(
            "baton.fetch.hosts: %s (expected: a name such as docs.example.org or *.example.org)"
                .formatted(entry));
      }
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /**
   * Reads an address that may be fetched.
   *
   * @param url as a model or a redirect gives it
   * @return the same with its host in lower case, without its fragment
   * @throws FetchRefusedException if it is no plain https address of an allowed host
   */
  URI check(String url) {
    if (url.length() > MAX_URL_CHARS) {
      throw new FetchRefusedException(
          "url: %d characters (expected: at most %d)".formatted(url.length(), MAX_URL_CHARS));
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new FetchRefusedException(
          "url: %s (expected: an address by RFC 3986)".formatted(e.getReason()), e);
    }
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      throw new FetchRefusedException(
          "url: scheme %s (expected: https)".formatted(uri.getScheme()));
    }
    if (uri.getRawUserInfo() != null || String.valueOf(uri.getRawAuthority()).contains("@")) {
      throw new FetchRefusedException("url: a user in it (expected: none)");
    }
    if (uri.getPort() != -1 && uri.getPort() != 443) {
      throw new FetchRefusedException("url: port %d (expected: 443)".formatted(uri.getPort()));
    }
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    if (!allows(host)) {
      throw new FetchRefusedException(
          "url: host %s is not allowed (allowed: %s)".formatted(host, entries));
    }
    return plain(uri, host);
  }

  private static URI plain(URI uri, String host) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create("https://" + host + path + query);
  }

  private boolean allows(String host) {
    return isName(host)
        && entries.stream()
            .anyMatch(entry ->
                entry.startsWith("*.") ? host.endsWith(entry.substring(1)) : host.equals(entry));
  }

  private static boolean isName(String text) {
    return text.length() <= MAX_NAME_CHARS && NAME.matcher(text).matches();
  }
}
