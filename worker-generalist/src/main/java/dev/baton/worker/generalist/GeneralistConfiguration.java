package dev.baton.worker.generalist;

import dev.baton.agent.app.WorkerConfiguration;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.tool.Tool;
import dev.baton.documents.DocumentLibrary;
import dev.baton.documents.DocumentsConfiguration;
import dev.baton.documents.ReadTool;
import dev.baton.documents.SearchTool;
import dev.baton.schemas.AgentCard;
import dev.baton.web.FetchConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the generalist. */
@Configuration(proxyBeanMethods = false)
@Import({WorkerConfiguration.class, DocumentsConfiguration.class, FetchConfiguration.class})
public class GeneralistConfiguration {

  /** The generalist itself, or the work of a role that has a card and no code. */
  @Bean
  Specialist generalist(DocumentLibrary library, AgentCard card) {
    return card.getRole().equals(GeneralistSpecialist.ROLE)
        ? new GeneralistSpecialist(library)
        : new CardSpecialist(card, library);
  }

  @Bean
  Tool read(DocumentLibrary library) {
    return new ReadTool(library);
  }

  @Bean
  Tool search(DocumentLibrary library) {
    return SearchTool.overProse(library);
  }

  @Bean
  Tool searchCode(DocumentLibrary library) {
    return SearchTool.overCode(library);
  }
}
