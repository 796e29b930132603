package dev.baton.router.app;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The router as a service. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(RouterConfiguration.class)
public class RouterApplication {

  /** The application, for callers that embed it. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(RouterApplication.class)
        .properties("spring.config.name=router-service");
  }

  /** Runs the router as a process of its own. */
  public static void main(String[] arguments) {
    builder().run(arguments);
  }
}
