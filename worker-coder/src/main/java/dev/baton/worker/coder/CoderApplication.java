package dev.baton.worker.coder;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The coder as a service. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(CoderConfiguration.class)
public class CoderApplication {

  /** The application, for callers that embed it. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(CoderApplication.class)
        .properties("spring.config.name=worker-coder");
  }

  /** Runs the coder as a process of its own. */
  public static void main(String[] arguments) {
    builder().run(arguments);
  }
}
