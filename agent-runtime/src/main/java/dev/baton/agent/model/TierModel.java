package dev.baton.agent.model;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.schemas.FailureClass;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of one tier: the first that can answer does. Only a passing fault moves a call on to
 * the next model, and each model is asked at most once; trying again is the orchestrator's. A model
 * that is not the last has its equal part of the time that is left. Immutable and thread-safe.
 */
public final class TierModel implements ModelClient {

  private static final Logger LOG = LoggerFactory.getLogger(TierModel.class);

  private final List<ResilientModelClient> models;
  private final Clock clock;

  /**
   * The models of a tier.
   *
   * @param models in order of preference, at least one
   * @param clock tells how much of a deadline is left
   */
  TierModel(List<ResilientModelClient> models, Clock clock) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models of a tier: none (expected: at least one)");
    }
    this.models = List.copyOf(models);
    this.clock = clock;
  }

  /** The name of the model that is asked first. */
  @Override
  public String name() {
    return models.getFirst().name();
  }

  @Override
  public Optional<ModelPrice> price() {
    Optional<ModelPrice> highest = Optional.of(ModelPrice.NONE);
    for (ResilientModelClient model : models) {
      highest = highest.flatMap(known -> model.price().map(known::atLeast));
    }
    return highest;
  }

  /** The smallest window: each of the models may be asked. */
  @Override
  public Optional<Integer> window() {
    return models.stream().flatMap(model -> model.window().stream()).min(Comparator.naturalOrder());
  }

  /** How far calls are let through: as far as by the model that lets the most through. */
  public Room room() {
    return models.stream()
        .map(ResilientModelClient::room)
        .max(Comparator.naturalOrder())
        .orElse(Room.NONE);
  }

  /** Calls somebody when one of the models lets calls through no more. */
  public void listen(Runnable listener) {
    models.forEach(model -> model.listen(listener));
  }

  /** When calls may be let through again, where none are. */
  public Instant reopensAt() {
    return models.stream()
        .map(ResilientModelClient::reopensAt)
        .min(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /** The same models; those that failed this work before come last. */
  @Override
  public ModelClient avoiding(Collection<String> names) {
    List<ResilientModelClient> order = new ArrayList<>(models);
    order.removeIf(model -> names.contains(model.name()));
    models.stream().filter(model -> names.contains(model.name())).forEach(order::add);
    return new TierModel(order, clock);
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline) throws InterruptedException {
    return call(request, deadline, TextListener.NONE);
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline, TextListener listener)
      throws InterruptedException {
    int last = models.size() - 1;
    for (int i = 0; i < last; i++) {
      try {
        return models.get(i).call(request, share(deadline, models.size() - i), listener);
      } catch (TaskFailureException e) {
        if (!passing(e)) {
          throw e;
        }
        LOG.warn("{}; {} is asked instead", e.getMessage(), models.get(i + 1).name());
      }
    }
    return models.get(last).call(request, deadline, listener);
  }

  private Instant share(Instant deadline, int models) {
    Instant now = clock.instant();
    Duration left = Duration.between(now, deadline);
    return left.isPositive() ? now.plus(left.dividedBy(models)) : deadline;
  }

  private static boolean passing(TaskFailureException failure) {
    return failure.failureClass() == FailureClass.TRANSIENT
        || failure.failureClass() == FailureClass.TIMEOUT;
  }
}
