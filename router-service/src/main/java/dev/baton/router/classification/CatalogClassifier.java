package dev.baton.router.classification;

import dev.baton.router.catalog.Catalog;
import dev.baton.router.decision.Classifier;
import dev.baton.routing.classifier.IntentModel;
import dev.baton.routing.classifier.IntentTrainer;
import dev.baton.routing.classifier.Prediction;
import dev.baton.vectors.SentenceEmbedder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns from the examples of all published cards and workflows, on a thread of its own, and again
 * when they change. The first request after a change waits a bounded time for it; after that what
 * was learned before decides, or nobody, until it is there. Thread-safe.
 */
public final class CatalogClassifier implements Classifier, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CatalogClassifier.class);

  private final Supplier<Catalog> catalog;
  private final Supplier<SentenceEmbedder> embedder;
  private final Duration patience;
  private final UnaryOperator<SentenceEmbedder> ofExamples;
  private final ExecutorService learner =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("baton-classifier").daemon().factory());

  /** Used by the learning thread alone. */
  private @Nullable SentenceEmbedder loaded;

  private @Nullable Learning latest;
  private @Nullable Learned learned;

  /** Something that is or was learned from a catalog. */
  private record Learning(
      Catalog from, Lessons lessons, CompletableFuture<Learned> outcome, AtomicBoolean slow) {

    /** The same for a catalog with the same examples. */
    Learning of(Catalog other) {
      return new Learning(other, lessons, outcome, slow);
    }
  }

  /**
   * What came of learning.
   *
   * @param why says why nothing was learned; empty where something was
   */
  private record Learned(Optional<IntentModel> model, String why) {}

  /**
   * A classifier that has learned nothing yet.
   *
   * @param catalog what is published at the moment
   * @param embedder called once, on the learning thread, for it may load a model
   * @param patience longest wait of a request
   */
  public CatalogClassifier(
      Supplier<Catalog> catalog, Supplier<SentenceEmbedder> embedder, Duration patience) {
    this(catalog, embedder, patience, UnaryOperator.identity());
  }

  /**
   * A classifier that has learned nothing yet and knows the vectors of examples from elsewhere.
   *
   * @param ofExamples puts what remembers the vectors of examples in front of the embedder
   */
  public CatalogClassifier(
      Supplier<Catalog> catalog,
      Supplier<SentenceEmbedder> embedder,
      Duration patience,
      UnaryOperator<SentenceEmbedder> ofExamples) {
    this.catalog = catalog;
    this.embedder = embedder;
    this.patience = patience;
    this.ofExamples = ofExamples;
  }

  /** Begins to learn what is published now, without waiting for it. */
  public void prepare() {
    learn(catalog.get());
  }

  @Override
  public Reading read(String goal) {
    Optional<ReadableGoal> readable = ReadableGoal.of(goal);
    if (readable.isEmpty()) {
      return new Silent("reads English only");
    }
    Learned known = await(learn(catalog.get()));
    return known
        .model()
        .<Reading>map(model -> read(readable.get(), model))
        .orElseGet(() -> new Silent(known.why()));
  }

  @Override
  public void foresee(List<String> goals) {
    // Where nothing is learned yet, the first one to be read waits for it.
    before()
        .flatMap(Learned::model)
        .ifPresent(model ->
            model.foresee(
                goals.stream()
                    .flatMap(goal -> ReadableGoal.of(goal).stream())
                    .flatMap(readable -> textsOf(readable).stream())
                    .toList()));
  }

  /** What is known now, for people who look after the router. */
  public synchronized String state() {
    Learned known = learned;
    return known == null
        ? latest == null ? "nothing asked yet" : "learning"
        : known.model().map(model -> "version " + model.digest()).orElse(known.why());
  }

  private static Read read(ReadableGoal goal, IntentModel model) {
    List<Prediction> predictions = model.predict(textsOf(goal));
    return new Read(
        predictions.getFirst(), predictions.subList(1, predictions.size()), model.digest());
  }

  private static List<String> textsOf(ReadableGoal goal) {
    List<String> texts = new ArrayList<>();
    texts.add(goal.beginning());
    texts.addAll(goal.parts());
    return texts;
  }

  private synchronized Learning learn(Catalog published) {
    Learning running = latest;
    if (running != null && running.from().equals(published)) {
      return running;
    }
    Lessons lessons = Lessons.of(published);
    Learning next =
        running != null && running.lessons().equals(lessons)
            ? running.of(published)
            : new Learning(
                published,
                lessons,
                CompletableFuture.supplyAsync(() -> learn(lessons), learner),
                new AtomicBoolean());
    latest = next;
    return next;
  }

  private Learned learn(Lessons lessons) {
    Learned outcome = outcomeOf(lessons);
    synchronized (this) {
      learned = outcome;
    }
    return outcome;
  }

  private Learned outcomeOf(Lessons lessons) {
    if (lessons.labels() < 2) {
      return new Learned(
          Optional.empty(),
          "has examples of %d targets (expected: at least 2)".formatted(lessons.labels()));
    }
    long start = System.nanoTime();
    try {
      IntentModel model = trainer().train(lessons.plan());
      log.info(
          "classifier {} learned from {} examples of {} targets in {} ms",
          model.digest(),
          lessons.examples().size(),
          lessons.labels(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      return new Learned(Optional.of(model), "");
    } catch (RuntimeException | LinkageError e) {
      // The native library may be missing on a platform; rules and fallback go on without it.
      log.error("the classifier cannot learn: requests that no rule takes go to the fallback", e);
      return new Learned(Optional.empty(), "could not learn: " + e);
    }
  }

  private IntentTrainer trainer() {
    SentenceEmbedder loaded = loaded();
    return new IntentTrainer(loaded, ofExamples.apply(loaded));
  }

  private SentenceEmbedder loaded() {
    SentenceEmbedder known = loaded;
    if (known == null) {
      known = embedder.get();
      loaded = known;
    }
    return known;
  }

  private Learned await(Learning learning) {
    // Only the first request waits: all others stand behind it.
    long nanos = learning.slow().get() ? 0 : patience.toNanos();
    try {
      return learning.outcome().get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      learning.slow().set(true);
      return before().orElse(new Learned(Optional.empty(), "is still learning"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Learned(Optional.empty(), "was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("learning never fails, it says why", e);
    }
  }

  private synchronized Optional<Learned> before() {
    return Optional.ofNullable(learned);
  }

  @Override
  public void close() {
    learner.execute(() -> {
      if (loaded != null) {
        loaded.close();
      }
    });
    learner.shutdown();
  }
}
