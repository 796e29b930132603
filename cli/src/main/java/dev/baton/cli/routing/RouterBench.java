package dev.baton.cli.routing;

import com.sun.management.OperatingSystemMXBean;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.PublishedAgent;
import dev.baton.router.classification.CatalogClassifier;
import dev.baton.router.decision.Classifier;
import dev.baton.router.decision.Inquiry;
import dev.baton.router.decision.Thresholds;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.AgentLimits;
import dev.baton.schemas.Request;
import dev.baton.schemas.Route;
import dev.baton.schemas.Skill;
import dev.baton.vectors.BgeSmallEmbedder;
import dev.baton.vectors.VectorFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Measures the router's parts in this process, over made-up cards and texts of English words. */
public final class RouterBench {

  private static final int TARGETS = 40;
  private static final int EXAMPLES_EACH = 50;
  private static final int EXAMPLE_WORDS = 9;
  private static final int REQUEST_WORDS = 20;
  private static final int RULE_DECISIONS = 5_000;
  private static final int WARM_UP = 200;
  private static final String TENANT = "default";

  /** As many as one poll of the router brings at most. */
  private static final int BATCH = 500;

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final int requests;
  private final Random random = new Random(1);
  private final List<String> vocabulary = BenchWords.all();

  /**
   * A measurement.
   *
   * @param requests how many requests the classifier is asked about, twice
   */
  public RouterBench(int requests) {
    this.requests = requests;
  }

  /**
   * What was measured.
   *
   * @param rule median and 99th percentile of a decision by a rule
   * @param classifier the same of a decision by the classifier
   * @param single those decisions by the classifier, one after another
   * @param singles how many that were, with those before the clock ran
   * @param batched as many decisions by the classifier as were asked for, in batches
   * @param load what it takes to load the sentence model
   * @param cold what it takes to learn where no vector is known
   * @param warm what it takes to learn from a file of vectors
   */
  public record Figures(
      Percentiles rule,
      Percentiles classifier,
      Effort single,
      int singles,
      Effort batched,
      Effort load,
      Effort cold,
      Effort warm) {

    /** Examples that were learned. */
    public int examples() {
      return TARGETS * EXAMPLES_EACH;
    }

    /** Targets that they belong to. */
    public int targets() {
      return TARGETS;
    }

    /** Words of each request. */
    public int words() {
      return REQUEST_WORDS;
    }

    /** Requests of one batch. */
    public int batch() {
      return BATCH;
    }
  }

  /**
   * How long something took, and how much of the processors' time, which hardly depends on what
   * else the machine does.
   */
  public record Effort(Duration elapsed, Duration processor) {

    private static Effort of(Runnable work) {
      long start = System.nanoTime();
      long processor = SYSTEM.getProcessCpuTime();
      work.run();
      return new Effort(
          Duration.ofNanos(System.nanoTime() - start),
          Duration.ofNanos(SYSTEM.getProcessCpuTime() - processor));
    }
  }

  /** In milliseconds. */
  public record Percentiles(double p50, double p99) {

    private static Percentiles of(long[] nanos) {
      long[] sorted = nanos.clone();
      Arrays.sort(sorted);
      return new Percentiles(
          sorted[sorted.length / 2] / 1e6, sorted[(int) (sorted.length * 0.99)] / 1e6);
    }
  }

  /** Measures everything; takes about a minute. */
  public Figures run() {
    Effort load = Effort.of(() -> new BgeSmallEmbedder().close());
    Catalog catalog = catalog();
    Effort cold;
    Effort warm;
    Path folder = temporary();
    try {
      cold = Effort.of(() -> learn(catalog, folder.resolve("vectors")));
      warm = Effort.of(() -> learn(catalog, folder.resolve("vectors")));
    } finally {
      delete(folder);
    }
    try (Decider decider = new Decider(catalog, Optional.empty(), new Thresholds(0, 0), PATIENCE)) {
      // Learns with the first one.
      if (decide(decider, "anything at all").getClassifierVersion() == null) {
        throw new IllegalStateException("nothing was learned within " + PATIENCE);
      }
      Percentiles rule =
          latency(decider, RULE_DECISIONS, i -> "Which class decodes the request " + i + "?");
      AtomicReference<Percentiles> classifier = new AtomicReference<>(rule);
      Effort single =
          Effort.of(() -> classifier.set(latency(decider, requests, _ -> text(REQUEST_WORDS))));
      return new Figures(
          rule, classifier.get(), single, requests + WARM_UP, batched(decider), load, cold, warm);
    }
  }

  private static void learn(Catalog catalog, Path vectors) {
    try (CatalogClassifier classifier =
        new CatalogClassifier(
            () -> catalog,
            BgeSmallEmbedder::new,
            PATIENCE,
            embedder -> new VectorFile(embedder, vectors))) {
      if (classifier.read("anything at all") instanceof Classifier.Silent(String why)) {
        throw new IllegalStateException("the classifier " + why);
      }
    }
  }

  private static Percentiles latency(Decider decider, int count, Function<Integer, String> text) {
    long[] nanos = new long[count];
    for (int i = -WARM_UP; i < count; i++) {
      String goal = text.apply(i);
      long start = System.nanoTime();
      decide(decider, goal);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
      }
    }
    return Percentiles.of(nanos);
  }

  /** As the inbox does it: read together, then decided side by side within a batch. */
  private Effort batched(Decider decider) {
    List<String> texts = IntStream.range(0, requests).mapToObj(_ -> text(REQUEST_WORDS)).toList();
    return Effort.of(() -> {
      for (int from = 0; from < texts.size(); from += BATCH) {
        List<String> batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
        decider.readAhead(batch.stream().map(RouterBench::inquiry).toList(), Instant.now());
        batch.parallelStream().forEach(text -> decide(decider, text));
      }
    });
  }

  private static Route decide(Decider decider, String goal) {
    return decider.decide(request(goal), TENANT, Instant.now()).route();
  }

  private static Inquiry inquiry(String goal) {
    return new Inquiry(request(goal), TENANT, 0);
  }

  private static Request request(String goal) {
    return Request.newBuilder().setGoal(goal).build();
  }

  private Catalog catalog() {
    Catalog catalog = Catalog.empty();
    for (int target = 0; target < TARGETS; target++) {
      List<String> examples =
          IntStream.range(0, EXAMPLES_EACH).mapToObj(_ -> text(EXAMPLE_WORDS)).toList();
      String role = target == 0 ? "generalist" : target == 1 ? "coder" : "role-" + target;
      catalog =
          catalog.with(
              PublishedAgent.of(
                  AgentCard.newBuilder()
                      .setRole(role)
                      .setVersion(1)
                      .setDescription(text(EXAMPLE_WORDS))
                      .setSkills(List.of(new Skill("work", text(EXAMPLE_WORDS))))
                      .setExamples(examples)
                      .setLimits(AgentLimits.newBuilder().build())
                      .build()));
    }
    return catalog;
  }

  private String text(int words) {
    return IntStream.range(0, words)
        .mapToObj(_ -> vocabulary.get(random.nextInt(vocabulary.size())))
        .collect(Collectors.joining(" "));
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("baton-bench");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder", e);
    }
  }

  private static void delete(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve("vectors"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be deleted", e);
    }
  }
}
