package dev.baton.cli.bench;

import dev.baton.agent.app.WorkerConfiguration;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskOutcome;
import java.time.Duration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * A worker on the real runtime whose tasks wait for as long as they say, as a call to a model
 * would, and do nothing else.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(WorkerConfiguration.class)
public class TimedApplication {

  /** The application, for callers that embed it; its role is that of {@link NoopApplication}. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(TimedApplication.class)
        .properties("spring.config.name=worker-noop");
  }

  @Bean
  Specialist timed() {
    return context -> {
      Thread.sleep(Duration.ofMillis(Long.parseLong(context.task().getObjective())));
      return TaskOutcome.fields("{}");
    };
  }
}
