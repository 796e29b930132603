package dev.baton.worker.writer;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The writer as a service. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(WriterConfiguration.class)
public class WriterApplication {

  /** The application, for callers that embed it. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(WriterApplication.class)
        .properties("spring.config.name=worker-writer");
  }

  /** Runs the writer as a process of its own. */
  public static void main(String[] arguments) {
    builder().run(arguments);
  }
}
