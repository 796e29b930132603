package dev.baton.orchestrator.app;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The orchestrator service. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(OrchestratorConfiguration.class)
public class OrchestratorApplication {

  /** The application, to be run on its own or beside others in one process. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(OrchestratorApplication.class)
        .properties("spring.config.name=orchestrator-service");
  }

  /** Runs the service. */
  public static void main(String[] args) {
    builder().run(args);
  }
}
