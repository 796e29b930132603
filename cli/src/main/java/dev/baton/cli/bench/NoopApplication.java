package dev.baton.cli.bench;

import dev.baton.agent.app.WorkerConfiguration;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskOutcome;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A worker that does nothing on the real runtime: what is left is what everything else costs. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(WorkerConfiguration.class)
public class NoopApplication {

  /** The role of its tasks. */
  public static final String ROLE = "noop";

  /** The application, for callers that embed it. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(NoopApplication.class)
        .properties("spring.config.name=worker-noop");
  }

  @Bean
  Specialist noop() {
    return _ -> TaskOutcome.fields("{}");
  }
}
