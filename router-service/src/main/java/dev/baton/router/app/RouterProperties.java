package dev.baton.router.app;

import dev.baton.router.admission.TenantRates;
import dev.baton.router.catalog.Target;
import dev.baton.router.decision.RequestLimits;
import dev.baton.router.decision.Thresholds;
import dev.baton.serde.RegistryEndpoint;
import dev.baton.topics.TopicNames;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * The router's settings.
 *
 * @param topicPrefix what the names of all topics and groups start with
 * @param priorities whether tasks of HIGH and LOW have topics of their own
 * @param registry the schema registry
 * @param router what is the router's alone
 */
@ConfigurationProperties("baton")
public record RouterProperties(
    @DefaultValue(TopicNames.DEFAULT_PREFIX) String topicPrefix,
    @DefaultValue("false") boolean priorities,
    @DefaultValue Registry registry,
    @DefaultValue Router router) {

  /** Names of this installation's topics. */
  TopicNames names() {
    return new TopicNames(topicPrefix);
  }

  /** Where schemas are looked up. */
  RegistryEndpoint endpoint() {
    return new RegistryEndpoint(registry.kind(), URI.create(registry.url()));
  }

  /**
   * The schema registry.
   *
   * @param url its base address
   * @param kind whose serializer is used
   */
  public record Registry(
      @DefaultValue("") String url, @DefaultValue("apicurio") RegistryEndpoint.Kind kind) {

    /** Checks that there is an address. */
    public Registry {
      if (url.isBlank()) {
        throw new IllegalArgumentException(
            "baton.registry.url: not set (expected: http://HOST:PORT of the schema registry)");
      }
    }
  }

  /**
   * What is the router's alone.
   *
   * @param rules the rule file
   * @param fallback where requests go that no rule takes, agent:ROLE or workflow:NAME
   * @param maxRequestBytes longest record of a request or signal
   * @param catalogTimeout longest wait at the start for agent cards and workflows
   * @param classifier the stage that knows requests by their words
   * @param model the model that is asked before the fallback takes a request
   * @param admission what is refused for the moment's load
   * @param shadow whether this router only writes down what it would decide, beside the one in
   *     charge
   */
  public record Router(
      @DefaultValue("classpath:routes.yaml") Resource rules,
      @DefaultValue("agent:generalist") String fallback,
      @DefaultValue("256KB") DataSize maxRequestBytes,
      @DefaultValue("30s") Duration catalogTimeout,
      @DefaultValue Classifier classifier,
      @DefaultValue Model model,
      @DefaultValue Admission admission,
      @DefaultValue("false") boolean shadow) {

    private static final Duration LONGEST_CATALOG_TIMEOUT = Duration.ofMinutes(10);

    /** Checks the settings. */
    public Router {
      if (Target.parse(fallback).isEmpty()) {
        throw new IllegalArgumentException(
            "baton.router.fallback: '%s' (expected: %s)".formatted(fallback, Target.EXPECTED));
      }
      if (!catalogTimeout.isPositive() || catalogTimeout.compareTo(LONGEST_CATALOG_TIMEOUT) > 0) {
        throw new IllegalArgumentException(
            "baton.router.catalog-timeout: %s (expected: more than 0 and at most %s)"
                .formatted(catalogTimeout, LONGEST_CATALOG_TIMEOUT));
      }
    }

    Target fallbackTarget() {
      return Target.parse(fallback).orElseThrow();
    }

    RequestLimits limits() {
      return new RequestLimits(Math.toIntExact(maxRequestBytes.toBytes()));
    }
  }

  /**
   * What is refused for the moment's load. Rates hold for this process: of several routers each
   * lets so many through.
   *
   * @param perSecond requests a second of each tenant in the long run; 0 for no limit
   * @param burst requests of a tenant at once
   * @param tenants what some tenants may send instead, by name
   * @param queueTime whether requests are refused that would wait longer than they have time
   */
  public record Admission(
      @DefaultValue("0") double perSecond,
      @DefaultValue("100") int burst,
      @DefaultValue Map<String, Rate> tenants,
      @DefaultValue("true") boolean queueTime) {

    /** Checks the settings. */
    public Admission {
      tenants = Map.copyOf(tenants);
      limit("", perSecond, burst);
      tenants.forEach(
          (tenant, rate) -> limit("tenants." + tenant + ".", rate.perSecond(), rate.burst()));
    }

    TenantRates rates() {
      Map<String, TenantRates.Limit> limits = new HashMap<>();
      tenants.forEach((tenant, rate) ->
          limits.put(tenant, new TenantRates.Limit(rate.perSecond(), rate.burst())));
      return new TenantRates(new TenantRates.Limit(perSecond, burst), limits);
    }

    private static void limit(String whose, double perSecond, int burst) {
      try {
        new TenantRates.Limit(perSecond, burst);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("baton.router.admission." + whose + e.getMessage(), e);
      }
    }
  }

  /**
   * What one tenant may send.
   *
   * @param perSecond requests a second in the long run; 0 for no limit
   * @param burst requests at once
   */
  public record Rate(@DefaultValue("0") double perSecond, @DefaultValue("100") int burst) {}

  /**
   * The model that is asked before the fallback takes a request.
   *
   * @param tier its tier; none is asked where it is blank
   * @param deadline how long one question may take, at most 30 seconds: the requests behind wait
   * @param perMinute questions a minute of this process
   */
  public record Model(
      @DefaultValue("") String tier,
      @DefaultValue("2s") Duration deadline,
      @DefaultValue("60") int perMinute) {

    private static final Duration LONGEST_DEADLINE = Duration.ofSeconds(30);
    private static final int MOST_PER_MINUTE = 600;

    /** Checks the settings. */
    public Model {
      if (!deadline.isPositive() || deadline.compareTo(LONGEST_DEADLINE) > 0) {
        throw new IllegalArgumentException(
            "baton.router.model.deadline: %s (expected: more than 0 and at most %s)"
                .formatted(deadline, LONGEST_DEADLINE));
      }
      if (perMinute < 1 || perMinute > MOST_PER_MINUTE) {
        throw new IllegalArgumentException(
            "baton.router.model.per-minute: %d (expected: 1 to %d)"
                .formatted(perMinute, MOST_PER_MINUTE));
      }
    }
  }

  /** When the classifier's model is loaded. */
  public enum Load {
    /** Beside the start, so that the first request need not wait. */
    AT_START,
    /** With the first request that no rule takes. */
    ON_DEMAND
  }

  /**
   * The stage that knows requests by their words.
   *
   * @param enabled whether it is asked at all
   * @param load when its model is loaded
   * @param threshold least scope, 0 to 1
   * @param margin least distance between the best target and the next one, 0 to 1
   * @param patience how long the first request after a change waits for what has to be learned
   * @param vectors file that remembers the examples' vectors over a restart; none where it is not
   *     set
   */
  public record Classifier(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("at-start") Load load,
      @DefaultValue("0.05") double threshold,
      @DefaultValue("0.1") double margin,
      @DefaultValue("10s") Duration patience,
      @Nullable Path vectors) {

    private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(1);

    /** Checks the settings. */
    public Classifier {
      try {
        new Thresholds(threshold, margin);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("baton.router.classifier." + e.getMessage(), e);
      }
      if (patience.isNegative() || patience.compareTo(LONGEST_PATIENCE) > 0) {
        throw new IllegalArgumentException(
            "baton.router.classifier.patience: %s (expected: 0 to %s)"
                .formatted(patience, LONGEST_PATIENCE));
      }
    }

    Thresholds thresholds() {
      return new Thresholds(threshold, margin);
    }
  }
}
