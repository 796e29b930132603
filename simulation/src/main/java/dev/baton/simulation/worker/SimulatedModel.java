package dev.baton.simulation.worker;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelPrice;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.schemas.FailureClass;
import dev.baton.simulation.chance.Fault;
import dev.baton.simulation.scene.Tally.Count;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A model that takes its time, fails, and sometimes lies. */
final class SimulatedModel implements ModelClient {
  private static final List<FailureClass> FAILURES =
      List.of(
          FailureClass.TRANSIENT,
          FailureClass.TRANSIENT,
          FailureClass.PERMANENT,
          FailureClass.REFUSED,
          FailureClass.OVERLOAD);

  private static final int INPUT = 10;
  private static final int OUTPUT = 190;
  private static final ModelPrice PRICE =
      new ModelPrice(
          BigDecimal.valueOf(3),
          BigDecimal.valueOf(9),
          BigDecimal.valueOf(3),
          BigDecimal.valueOf(3));

  private final Pod pod;

  SimulatedModel(Pod pod) {
    this.pod = pod;
  }

  @Override
  public Optional<ModelPrice> price() {
    return Optional.of(PRICE);
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline) throws InterruptedException {
    pod.beginsCall();
    long millis = 50L + pod.scene().chance().of(request.purpose().hashCode(), 400);
    if (pod.strikes(Fault.WORK_IS_SLOW)) {
      slow(1_000L + pod.scene().chance().size(80_000));
    }
    pod.fibers().sleep(millis);
    if (pod.strikes(Fault.WORKER_DIES_IN_CALL)) {
      throw pod.dies("in a model call");
    }
    pod.pays(request.purpose());
    pod.scene().tally().add(Count.MODEL_CALLS);
    if (pod.strikes(Fault.MODEL_FAILS)) {
      throw new TaskFailureException(
          FAILURES.get(pod.scene().chance().size(FAILURES.size())), "the model failed");
    }
    int output =
        pod.scene().habits().keepsToGrants()
            ? Math.min(OUTPUT, request.maxOutputTokens())
            : 50 * OUTPUT;
    return new ModelReply(
        "simulated", "said", List.of(), INPUT, output, PRICE.micros(INPUT, output, 0, 0));
  }

  private void slow(long millis) throws InterruptedException {
    pod.say(() -> "makes a call that takes %d ms".formatted(millis));
    if (pod.strikes(Fault.WORK_IGNORES_INTERRUPT)) {
      pod.fibers().sleepDeaf(millis);
    } else {
      pod.fibers().sleep(millis);
    }
  }
}
