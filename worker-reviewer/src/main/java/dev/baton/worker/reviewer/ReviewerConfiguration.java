package dev.baton.worker.reviewer;

import dev.baton.agent.app.WorkerConfiguration;
import dev.baton.agent.task.Specialist;
import dev.baton.documents.DocumentLibrary;
import dev.baton.documents.DocumentsConfiguration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the reviewer. */
@Configuration(proxyBeanMethods = false)
@Import({WorkerConfiguration.class, DocumentsConfiguration.class})
public class ReviewerConfiguration {

  @Bean
  Specialist reviewer(DocumentLibrary library) {
    return new ReviewerSpecialist(library::verify, InstantSource.system());
  }
}
