package dev.baton.worker.reviewer;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The reviewer as a service. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(ReviewerConfiguration.class)
public class ReviewerApplication {

  /** The application, for callers that embed it. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(ReviewerApplication.class)
        .properties("spring.config.name=worker-reviewer");
  }

  /** Runs the reviewer as a process of its own. */
  public static void main(String[] arguments) {
    builder().run(arguments);
  }
}
