package dev.baton.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.card.AgentCards;
import dev.baton.agent.tool.ToolSource;
import dev.baton.schemas.AgentCard;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class McpConfigurationTests {

  private static final String CARD =
      "role: r\nversion: 1\ndescription: d\nskills: [{name: s, description: d}]\n";

  private final ApplicationContextRunner contexts =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(McpConfiguration.class))
          .withPropertyValues("baton.mcp.servers.files.command=/no/such/program");

  @Test
  void givesAWorkerASourceOfToolsAndAHealthEntry() {
    contexts
        .withBean(AgentCard.class, () -> AgentCards.parse(CARD, "test"))
        .run(context -> {
          assertThat(context).hasSingleBean(ToolSource.class).hasSingleBean(HealthIndicator.class);
          assertThat(context).hasBean("mcpHealthIndicator");
          assertThat(context.getBean(McpServers.class).used())
              .as("servers that nobody named")
              .isEmpty();
          context.getBean(McpServers.class).allow(Set.of("mcp:files/read"));
          assertThat(context.getBean(McpServers.class).used()).containsOnlyKeys("files");
        });
  }

  @Test
  void leavesOtherServicesAlone() {
    contexts.run(context -> assertThat(context).doesNotHaveBean(ToolSource.class));
  }

  @Test
  void namesAWrongSetting() {
    contexts
        .withBean(AgentCard.class, () -> AgentCards.parse(CARD, "test"))
        .withPropertyValues("baton.mcp.servers.files.url=http://both/")
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("baton.mcp.servers.files: both (expected: either .command"));
  }
}
