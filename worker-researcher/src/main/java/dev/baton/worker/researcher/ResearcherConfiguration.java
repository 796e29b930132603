package dev.baton.worker.researcher;

import dev.baton.agent.app.WorkerConfiguration;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.tool.Tool;
import dev.baton.documents.DocumentLibrary;
import dev.baton.documents.DocumentsConfiguration;
import dev.baton.documents.ReadTool;
import dev.baton.documents.SearchTool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the researcher. */
@Configuration(proxyBeanMethods = false)
@Import({WorkerConfiguration.class, DocumentsConfiguration.class})
public class ResearcherConfiguration {

  @Bean
  Specialist researcher(DocumentLibrary library) {
    return new ResearcherSpecialist(library);
  }

  @Bean
  Tool read(DocumentLibrary library) {
    return new ReadTool(library);
  }

  @Bean
  Tool search(DocumentLibrary library) {
    return SearchTool.overProse(library);
  }
}
