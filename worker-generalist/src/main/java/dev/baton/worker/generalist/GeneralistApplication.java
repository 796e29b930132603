package dev.baton.worker.generalist;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The generalist as a service. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(GeneralistConfiguration.class)
public class GeneralistApplication {

  /** The application, for callers that embed it. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(GeneralistApplication.class)
        .properties("spring.config.name=worker-generalist");
  }

  /** Runs the generalist as a process of its own. */
  public static void main(String[] arguments) {
    builder().run(arguments);
  }
}
