package dev.baton.system;

import dev.baton.agent.app.WorkerConfiguration;
import dev.baton.agent.card.AgentCards;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskContext;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.agent.tool.Tool;
import dev.baton.agent.tool.ToolInvocation;
import dev.baton.agent.tool.ToolOutput;
import dev.baton.agent.tool.ToolSpec;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.FailureClass;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * A worker that asks its model and its tool once for each task; the first attempt at {@value #LATE}
 * fails and is tried again after a while.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(WorkerConfiguration.class)
class AskerApplication {

  static final String ROLE = "asker";
  static final String LATE = "late";

  /** Stands in the arguments of the tool, and in no span. */
  static final String SECRET = "sk-0123456789abcdefghij-of-a-stranger";

  static final String PROMPT = "What is said in confidence about ";

  static final String CARD =
      """
      role: asker
      version: 1
      description: Asks
      tier: fast
      tools: [note]
      skills:
        - {name: ask, description: Asks}
      """;

  static AgentCard card() {
    return AgentCards.parse(CARD, "test");
  }

  static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(AskerApplication.class)
        .properties(
            "spring.config.name=worker-asker",
            "spring.application.name=worker-asker",
            "spring.jmx.enabled=false",
            "management.endpoints.web.exposure.include=health,prometheus");
  }

  @Bean
  Specialist asker() {
    return AskerApplication::ask;
  }

  private static TaskOutcome ask(TaskContext context) throws InterruptedException {
    boolean late = Optional.ofNullable(context.task().getItem()).filter(LATE::equals).isPresent();
    if (late && context.task().getAttempt() == 1) {
      return TaskOutcome.failure(FailureClass.TRANSIENT, "not yet");
    }
    ModelReply reply =
        context
            .model()
            .call(
                new ModelRequest(
                    "ask",
                    "You answer.",
                    List.of(new ModelMessage.User(PROMPT + context.task().getItem())),
                    List.of(),
                    Optional.empty(),
                    100),
                context.deadline());
    context.tools().call("note", "{\"key\":\"" + SECRET + "\"}");
    return TaskOutcome.markdown(reply.text(), "{}", List.of());
  }

  @Bean
  Tool note() {
    return new Tool() {
      @Override
      public ToolSpec spec() {
        return new ToolSpec("note", "Notes something.", "{\"type\":\"object\"}");
      }

      @Override
      public ToolOutput run(ToolInvocation call) {
        return new ToolOutput("noted " + call.argumentsJson());
      }
    };
  }
}
