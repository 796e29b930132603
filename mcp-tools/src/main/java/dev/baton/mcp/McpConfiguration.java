package dev.baton.mcp;

import dev.baton.schemas.AgentCard;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** A worker that has this module on its class path can be given MCP servers. */
@AutoConfiguration
@ConditionalOnBean(AgentCard.class)
@EnableConfigurationProperties(McpProperties.class)
public class McpConfiguration {

  /** The servers; the card says which of them are used. */
  @Bean(destroyMethod = "close")
  public McpServers mcpServers(McpProperties properties) {
    return new McpServers(
        new ServerSettingsReader(System.getenv()).read(properties),
        Backoff.DEFAULT,
        InstantSource.system());
  }

  /** Says how it stands with them. */
  @Bean
  HealthIndicator mcpHealthIndicator(McpServers servers) {
    return new McpHealth(servers);
  }
}
