package dev.baton.worker.coder;

import dev.baton.agent.app.WorkerConfiguration;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.tool.Tool;
import dev.baton.documents.DocumentLibrary;
import dev.baton.documents.DocumentsConfiguration;
import dev.baton.documents.SearchTool;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the coder. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SandboxProperties.class)
@Import({WorkerConfiguration.class, DocumentsConfiguration.class})
public class CoderConfiguration {

  @Bean
  Specialist coder(CodeSandbox sandbox) {
    return new CoderSpecialist(sandbox, InstantSource.system());
  }

  @Bean
  CodeSandbox codeSandbox(SandboxProperties properties) {
    return new CodeSandbox(properties.settings(), properties.limits());
  }

  @Bean
  Tool runCode(CodeSandbox sandbox) {
    return new RunCodeTool(sandbox);
  }

  @Bean
  HealthIndicator sandboxHealthIndicator(CodeSandbox sandbox) {
    return new SandboxHealth(sandbox);
  }

  @Bean
  Tool searchCode(DocumentLibrary library) {
    return SearchTool.overCode(library);
  }
}
