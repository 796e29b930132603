package dev.baton.worker.coder;

import dev.baton.agent.app.WorkerConfiguration;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.tool.Tool;
import dev.baton.documents.DocumentLibrary;
import dev.baton.documents.DocumentsConfiguration;
import dev.baton.documents.SearchTool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the coder. */
@Configuration(proxyBeanMethods = false)
@Import({WorkerConfiguration.class, DocumentsConfiguration.class})
public class CoderConfiguration {

  @Bean
  Specialist coder() {
    return new CoderSpecialist();
  }

  @Bean
  Tool searchCode(DocumentLibrary library) {
    return SearchTool.overCode(library);
  }
}
