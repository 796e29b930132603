package dev.baton.worker.generalist;

import dev.baton.agent.app.WorkerConfiguration;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.tool.Tool;
import dev.baton.documents.DocumentLibrary;
import dev.baton.documents.DocumentsConfiguration;
import dev.baton.documents.SearchTool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the generalist. */
@Configuration(proxyBeanMethods = false)
@Import({WorkerConfiguration.class, DocumentsConfiguration.class})
public class GeneralistConfiguration {

  @Bean
  Specialist generalist(DocumentLibrary library) {
    return new GeneralistSpecialist(library);
  }

  @Bean
  Tool search(DocumentLibrary library) {
    return SearchTool.overProse(library);
  }
}
