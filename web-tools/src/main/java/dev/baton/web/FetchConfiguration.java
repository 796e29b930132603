package dev.baton.web;

import java.time.InstantSource;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tool as a bean; a card must name it, and the operator a host. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FetchProperties.class)
public class FetchConfiguration {

  @Bean
  WebFetch webFetch(FetchProperties properties) {
    return new WebFetch(
        new AllowedHosts(properties.hosts()),
        properties.limits(),
        new WebFetch.Network(
            SystemDefaultDnsResolver.INSTANCE,
            PublicAddresses::contains,
            DefaultClientTlsStrategy.createDefault()));
  }

  /** Fetches pages. */
  @Bean
  public FetchTool fetchTool(WebFetch web, FetchProperties properties) {
    return new FetchTool(web, !properties.hosts().isEmpty(), InstantSource.system());
  }
}
