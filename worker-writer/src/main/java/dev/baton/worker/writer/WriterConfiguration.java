package dev.baton.worker.writer;

import dev.baton.agent.app.WorkerConfiguration;
import dev.baton.agent.task.Specialist;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the writer. */
@Configuration(proxyBeanMethods = false)
@Import({WorkerConfiguration.class})
public class WriterConfiguration {

  @Bean
  Specialist writer() {
    return new WriterSpecialist();
  }
}
