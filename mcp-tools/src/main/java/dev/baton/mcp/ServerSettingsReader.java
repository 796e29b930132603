package dev.baton.mcp;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Checks what is configured about servers. */
final class ServerSettingsReader {

  /** What a tool's output may have at most, so that a call fits into the journal. */
  static final int MAX_OUTPUT_CHARS = 100_000;

  static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

  private static final String PATH = "PATH";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern HEADER = Pattern.compile("([A-Za-z0-9-]{1,64}):[ ]*([ -~]{1,8192})");

  private final Map<String, String> own;

  /** A reader that takes values from the worker's own environment where they are asked for. */
  ServerSettingsReader(Map<String, String> own) {
    this.own = Map.copyOf(own);
  }

  /**
   * The servers by name.
   *
   * @throws IllegalArgumentException if a setting is wrong; the message names it
   */
  SortedMap<String, ServerSettings> read(McpProperties properties) {
    SortedMap<String, ServerSettings> servers = new TreeMap<>();
    properties.servers().forEach((name, server) -> servers.put(name, read(name, server)));
    return servers;
  }

  private ServerSettings read(String name, McpProperties.Server server) {
    String key = "baton.mcp.servers." + name;
    if (!NAME.matcher(name).matches()) {
      throw wrong(key, name, "a name of 1 to 40 lower-case letters, digits and hyphens");
    }
    Duration timeout = server.timeout();
    if (!timeout.isPositive() || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw wrong(key + ".timeout", timeout.toString(), "more than 0, at most " + MAX_TIMEOUT);
    }
    if (server.maxOutput() < 1 || server.maxOutput() > MAX_OUTPUT_CHARS) {
      throw wrong(
          key + ".max-output", Integer.toString(server.maxOutput()), "1 to " + MAX_OUTPUT_CHARS);
    }
    return new ServerSettings(
        name, endpoint(key, server), timeout, server.maxOutput(), Set.copyOf(server.tools()));
  }

  private Endpoint endpoint(String key, McpProperties.Server server) {
    if (server.command().isBlank() == server.url().isBlank()) {
      throw wrong(
          key,
          server.command().isBlank() ? "neither" : "both",
          "either .command or .url, not both");
    }
    if (!server.command().isBlank()) {
      List<String> words = new ArrayList<>(List.of(server.command()));
      words.addAll(server.args());
      return new Endpoint.Command(words, environment(key, server.env()));
    }
    return new Endpoint.Address(address(key, server.url()), header(key, server.header()));
  }

  private Map<String, String> environment(String key, List<String> entries) {
    Map<String, String> environment = new HashMap<>();
    Optional.ofNullable(own.get(PATH)).ifPresent(path -> environment.put(PATH, path));
    for (String entry : entries) {
      int equals = entry.indexOf('=');
      String name = equals < 0 ? entry : entry.substring(0, equals);
      if (!VARIABLE.matcher(name).matches()) {
        // What stands there may be a secret.
        throw wrong(key + ".env", "an entry without a name", "NAME=VALUE or NAME");
      }
      Optional<String> value =
          equals < 0
              ? Optional.ofNullable(own.get(name))
              : Optional.of(entry.substring(equals + 1));
      environment.put(
          name,
          value.orElseThrow(() ->
              wrong(key + ".env", name + " is not set", "one of the worker's own variables")));
    }
    return environment;
  }

  private static URI address(String key, String url) {
    try {
      URI address = URI.create(url.strip());
      String scheme = String.valueOf(address.getScheme());
      if ((scheme.equals("http") || scheme.equals("https"))
          && address.getHost() != null
          && address.getUserInfo() == null) {
        return address;
      }
      throw wrongAddress(key, url);
    } catch (IllegalArgumentException e) {
      throw wrongAddress(key, url);
    }
  }

  private static IllegalArgumentException wrongAddress(String key, String url) {
    return wrong(key + ".url", url, "http://HOST:PORT/PATH or https://…, without a user");
  }

  private static Optional<Endpoint.Header> header(String key, String header) {
    if (header.isBlank()) {
      return Optional.empty();
    }
    var matcher = HEADER.matcher(header.strip());
    if (!matcher.matches()) {
      throw wrong(key + ".header", "not shown", "NAME: VALUE in one line");
    }
    return Optional.of(new Endpoint.Header(matcher.group(1), matcher.group(2)));
  }

  private static IllegalArgumentException wrong(String key, String value, String expected) {
    return new IllegalArgumentException("%s: %s (expected: %s)".formatted(key, value, expected));
  }
}
