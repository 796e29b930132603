package dev.baton.system;

import dev.baton.agent.app.WorkerConfiguration;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskOutcome;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * A worker on the real runtime whose work takes a while, so that there is something to interrupt.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(WorkerConfiguration.class)
public class PatientWorkerApplication {

  private static final int WORK_MILLIS = 120;

  /** Starts it. */
  public static void main(String[] args) {
    new SpringApplicationBuilder(PatientWorkerApplication.class)
        .properties("spring.config.name=patient-worker")
        .run(args);
  }

  @Bean
  Specialist specialist() {
    return context -> {
      // Nobody releases it: this is the work, bounded in time and interruptible.
      boolean released = new Semaphore(0).tryAcquire(WORK_MILLIS, TimeUnit.MILLISECONDS);
      return TaskOutcome.fields(
          "{\"step\":\"" + context.task().getStep() + "\",\"released\":" + released + "}");
    };
  }
}
