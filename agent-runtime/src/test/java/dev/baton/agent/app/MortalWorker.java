package dev.baton.agent.app;

import dev.baton.agent.journal.Journal;
import dev.baton.agent.loop.LoopPrompt;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.agent.tool.Tool;
import dev.baton.agent.tool.ToolInvocation;
import dev.baton.agent.tool.ToolOutput;
import dev.baton.agent.tool.ToolSpec;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Task;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * A worker as a process of its own that is killed, by the system and without warning, between two
 * records of its journal or in the middle of an effect: the end of the run's id says where.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(WorkerConfiguration.class)
public class MortalWorker {

  /** The place inside of an effect; its arguments follow. */
  static final String IN_EFFECT = "effect";

  /** Runs the worker. */
  public static void main(String[] arguments) {
    SpringApplication.run(MortalWorker.class, arguments);
  }

  @Bean
  Specialist specialist(@Value("${graves}") Path graves) {
    return context -> {
      Task task = context.task();
      dieAt(graves, task.getRunId(), "0");
      String text =
          context
              .loop()
              .run(new LoopPrompt(task.getTaskId(), "", task.getGoal(), Optional.empty()))
              .text();
      return TaskOutcome.markdown(text, "{}", List.of());
    };
  }

  /** Changes the world; a life that ends in the middle of it ends before its record is safe. */
  @Bean
  Tool effect(@Value("${outside}") URI outside, @Value("${graves}") Path graves) {
    return tool(
        "effect",
        call -> {
          Outside.tell(outside, "effect/" + call.task().getTaskId() + "/" + call.idempotencyKey());
          dieAt(graves, call.task().getRunId(), IN_EFFECT + call.argumentsJson());
          return new ToolOutput("changed");
        });
  }

  /** Looks at the world. */
  @Bean
  Tool look(@Value("${outside}") URI outside) {
    return tool(
        "look",
        call -> {
          Outside.tell(outside, "look/" + call.task().getTaskId() + "/" + call.idempotencyKey());
          return new ToolOutput("seen");
        });
  }

  @FunctionalInterface
  private interface Work {
    ToolOutput run(ToolInvocation call) throws InterruptedException;
  }

  private static Tool tool(String name, Work work) {
    return new Tool() {
      @Override
      public ToolSpec spec() {
        return new ToolSpec(name, "Has to do with the world.", "{\"type\":\"object\"}");
      }

      @Override
      public ToolOutput run(ToolInvocation call) throws InterruptedException {
        return work.run(call);
      }
    };
  }

  /** Kills the process once a record is safe and before the execution hears of it. */
  @Bean
  static BeanPostProcessor mortality(Environment environment) {
    Path graves = Path.of(environment.getRequiredProperty("graves"));
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Journal journal ? mortal(journal, graves) : bean;
      }
    };
  }

  private static Journal mortal(Journal journal, Path graves) {
    return new Journal() {
      @Override
      public void append(JournalRecord entry) throws InterruptedException {
        journal.append(entry);
        dieAt(graves, entry.getRunId(), Integer.toString(entry.getIndex()));
      }

      @Override
      public List<JournalRecord> read(Task task) throws InterruptedException {
        return journal.read(task);
      }
    };
  }

  /** The run's id ends with the place of death; nobody dies twice of one run. */
  private static void dieAt(Path graves, String runId, String place) {
    Path grave = graves.resolve(Integer.toHexString(runId.hashCode()));
    if (runId.endsWith("-" + place) && !Files.exists(grave)) {
      try {
        Files.createFile(grave);
        new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
        new CountDownLatch(1).await();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException("this process should be dead", e);
      }
    }
  }
}
