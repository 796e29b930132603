package dev.baton.web;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which pages may be fetched: {@code baton.fetch.*}.
 *
 * @param hosts names of hosts, or {@code *.NAME}; the tool is off without any
 * @param timeout of one fetch, redirects included
 * @param maxBytes of a page
 * @param maxRedirects that are followed
 */
@ConfigurationProperties("baton.fetch")
public record FetchProperties(
    @DefaultValue List<String> hosts,
    @DefaultValue("20s") Duration timeout,
    @DefaultValue("1048576") int maxBytes,
    @DefaultValue("3") int maxRedirects) {

  /** Copies the hosts. */
  public FetchProperties {
    hosts = List.copyOf(hosts);
  }

  FetchLimits limits() {
    return new FetchLimits(timeout, maxBytes, maxRedirects);
  }
}
