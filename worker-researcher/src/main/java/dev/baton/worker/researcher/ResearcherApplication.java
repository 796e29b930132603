package dev.baton.worker.researcher;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The researcher as a service. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(ResearcherConfiguration.class)
public class ResearcherApplication {

  /** The application, for callers that embed it. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(ResearcherApplication.class)
        .properties("spring.config.name=worker-researcher");
  }

  /** Runs the researcher as a process of its own. */
  public static void main(String[] arguments) {
    builder().run(arguments);
  }
}
