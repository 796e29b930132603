package dev.baton.cli.command;

import dev.baton.agent.app.WorkerConfiguration;
import dev.baton.agent.card.AgentCards;
import dev.baton.agent.evidence.Slices;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.SlicePart;
import dev.baton.schemas.Task;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A worker whose text is as long as its skill says, and that checks the text that it is given. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(WorkerConfiguration.class)
class BulkApplication {

  static final String ROLE = "bulk";
  static final String CARD =
      """
      role: bulk
      version: 1
      description: Writes long texts
      skills:
        - {name: make, description: Makes one}
        - {name: measure, description: Measures it}
      """;

  private static final int MIB = 1 << 20;

  static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(BulkApplication.class)
        .properties("spring.config.name=worker-bulk", "spring.jmx.enabled=false");
  }

  static AgentCard card() {
    return AgentCards.parse(CARD, "test");
  }

  /** A mebibyte in lines of 64 bytes, of which each is another. */
  static String text() {
    StringBuilder text = new StringBuilder();
    for (int line = 0; text.length() < MIB; line++) {
      text.append("%063d\n".formatted(line));
    }
    return text.toString();
  }

  @Bean
  Specialist bulk() {
    return context ->
        context.task().getSkill().equals("make")
            ? TaskOutcome.markdown(text(), "{}", List.of())
            : measured(context.task());
  }

  private static TaskOutcome measured(Task task) {
    Optional<SlicePart> given = Slices.lastPart(task, "text");
    return given.map(Slices::text).equals(Optional.of(text()))
        ? TaskOutcome.fields("{\"ok\":true}")
        : TaskOutcome.failure(FailureClass.PERMANENT, "slice: not the text that was made");
  }
}
