package dev.baton.cli.routing;

import dev.baton.cli.client.RequestHistory;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.router.admission.Door;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.Target;
import dev.baton.router.classification.CatalogClassifier;
import dev.baton.router.decision.ClassifierStage;
import dev.baton.router.decision.Decision;
import dev.baton.router.decision.Inquiry;
import dev.baton.router.decision.ModelStage;
import dev.baton.router.decision.RequestLimits;
import dev.baton.router.decision.RequestValidator;
import dev.baton.router.decision.RoutingPolicy;
import dev.baton.router.decision.Thresholds;
import dev.baton.router.rules.RoutingRules;
import dev.baton.router.rules.RuleFile;
import dev.baton.router.rules.RuleFileException;
import dev.baton.schemas.Request;
import dev.baton.vectors.BgeSmallEmbedder;
import dev.baton.vectors.CachingEmbedder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The router's own decision over a catalog and a rule file, without a broker. Thread-safe. */
public final class Decider implements AutoCloseable {

  private static final int MAX_RECORD_BYTES = 256 * 1024;
  private static final int CACHED_VECTORS = 5_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String REFUSED = "refused:";
  private static final Target FALLBACK = new Target.Agent("generalist");

  private final Catalog catalog;
  private final CatalogClassifier classifier;
  private final RoutingRules rules;
  private final ClassifierStage stage;
  private final RoutingPolicy policy;

  /**
   * A decider with the router's default settings.
   *
   * @param catalog what is published
   * @param rules the rule file; the bundled one where none is given
   * @param thresholds when the classifier decides
   */
  public Decider(Catalog catalog, Optional<Path> rules, Thresholds thresholds) {
    this(catalog, rules, thresholds, PATIENCE);
  }

  /** The same with a model that is asked before the fallback takes a request. */
  public Decider before(ModelStage model) {
    return new Decider(catalog, classifier, rules, stage.before(model));
  }

  /** The same with a longest wait until the classifier has learned. */
  Decider(Catalog catalog, Optional<Path> rules, Thresholds thresholds, Duration patience) {
    this(
        catalog,
        new CatalogClassifier(
            () -> catalog,
            () -> new CachingEmbedder(new BgeSmallEmbedder(), CACHED_VECTORS),
            patience),
        rules.map(Decider::read).orElseGet(Decider::bundled),
        thresholds);
  }

  private Decider(
      Catalog catalog, CatalogClassifier classifier, RoutingRules rules, Thresholds thresholds) {
    this(catalog, classifier, rules, new ClassifierStage(classifier, thresholds));
  }

  private Decider(
      Catalog catalog, CatalogClassifier classifier, RoutingRules rules, ClassifierStage stage) {
    this.catalog = catalog;
    this.classifier = classifier;
    this.rules = rules;
    this.stage = stage;
    this.policy =
        new RoutingPolicy(
            new RequestValidator(new RequestLimits(MAX_RECORD_BYTES)), rules, stage, FALLBACK);
  }

  /** What the router would decide. */
  public Decision decide(Request request, String tenant, Instant at) {
    return policy.decide(new Inquiry(request, tenant, 0), catalog, at);
  }

  /**
   * Has read together what only the classifier can decide, as the router does with what one poll
   * brings. Decisions stay the same.
   */
  void readAhead(List<Inquiry> inquiries, Instant at) {
    policy.foresee(
        inquiries.stream()
            .filter(inquiry -> policy.asksTheClassifier(inquiry, catalog, at))
            .toList());
  }

  /** What the router would decide for a request as it was sent. */
  Decision decide(RequestHistory.Sent sent, Instant at) {
    return policy.decide(inquiryOf(sent), catalog, at);
  }

  static Inquiry inquiryOf(RequestHistory.Sent sent) {
    return new Inquiry(sent.request(), sent.tenant(), sent.bytes());
  }

  /** Names rules and thresholds. */
  String version() {
    return policy.version();
  }

  /** Whether a refusal depends on the load of its moment, not on the request. */
  static boolean isMomentary(String target) {
    return target.startsWith(REFUSED) && Door.isMomentary(target.substring(REFUSED.length()));
  }

  /**
   * Looks at a rule file.
   *
   * @throws CommandFailure if it cannot be used
   */
  public static void check(Path file) {
    read(file);
  }

  private static RoutingRules read(Path file) {
    try {
      return RuleFile.parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw CommandFailure.usage("rules: %s (expected: a readable rule file)".formatted(file));
    } catch (RuleFileException e) {
      throw CommandFailure.usage("rules: " + e.getMessage());
    }
  }

  private static RoutingRules bundled() {
    try (InputStream file = RoutingPolicy.class.getResourceAsStream("/routes.yaml")) {
      if (file == null) {
        throw new IllegalStateException("routes.yaml is not on the class path");
      }
      return RuleFile.parse("routes.yaml", new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("routes.yaml cannot be read", e);
    }
  }

  @Override
  public void close() {
    classifier.close();
  }
}
