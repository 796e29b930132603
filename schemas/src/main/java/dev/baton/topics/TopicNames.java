package dev.baton.topics;

import dev.baton.schemas.Priority;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of all topics and groups of one installation. Immutable and thread-safe.
 *
 * @param prefix what every name starts with, for example {@code baton.}; letters, digits, dots,
 *     hyphens and underscores, at most 60 characters, may be empty
 */
public record TopicNames(String prefix) {

  /** The prefix of an installation that names no other. */
  public static final String DEFAULT_PREFIX = "baton.";

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,60}");
  private static final Pattern PART = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

  /**
   * Checks the prefix.
   *
   * @throws IllegalArgumentException if the prefix has other characters or is too long
   */
  public TopicNames {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "topic prefix: '%s' (expected: at most 60 letters, digits, dots, hyphens and underscores)"
              .formatted(prefix));
    }
  }

  /** The names with the default prefix. */
  public static TopicNames standard() {
    return new TopicNames(DEFAULT_PREFIX);
  }

  /** Requests of the default tenant. */
  public String requests() {
    return prefix + "requests";
  }

  /** Requests of one tenant. */
  public String requests(String tenant) {
    return requests() + "." + part("tenant", tenant);
  }

  /** Signals of the default tenant. */
  public String signals() {
    return prefix + "signals";
  }

  /** Signals of one tenant. */
  public String signals(String tenant) {
    return signals() + "." + part("tenant", tenant);
  }

  /** Routed requests and everything else that the orchestrator applies by run. */
  public String runs() {
    return prefix + "runs";
  }

  /** Tasks of one role: normal priority, first shard. */
  public String tasks(String role) {
    return prefix + "tasks." + part("role", role);
  }

  /**
   * Tasks of one role in one priority class and shard: {@code tasks.ROLE[.high|.low][.N]}.
   *
   * @param shard from 0; shard 0 has no suffix
   */
  public String tasks(String role, Priority priority, int shard) {
    if (shard < 0) {
      throw new IllegalArgumentException("shard: " + shard + " (expected: >= 0)");
    }
    String ofClass = tasks(role) + suffix(priority);
    return shard == 0 ? ofClass : ofClass + "." + shard;
  }

  /** Whether this is a role's topic of urgent tasks: only installations with classes have some. */
  public boolean isOfHighTasks(String topic) {
    return topic.startsWith(prefix + "tasks.") && topic.endsWith(suffix(Priority.HIGH));
  }

  private static String suffix(Priority priority) {
    return priority == Priority.NORMAL ? "" : "." + priority.name().toLowerCase(Locale.ROOT);
  }

  /** Word to all workers that something need not be finished. */
  public String control() {
    return prefix + "control";
  }

  /** Results of one role. */
  public String results(String role) {
    return prefix + "results." + part("role", role);
  }

  /** Matches the results topics of all roles and no other topic. */
  public Pattern resultsPattern() {
    return Pattern.compile(Pattern.quote(prefix + "results.") + "[a-z0-9-]+");
  }

  /** Matches the requests topics of all tenants and no other topic. */
  public Pattern requestsPattern() {
    return Pattern.compile(Pattern.quote(requests()) + "(\\.[a-z0-9-]+)?");
  }

  /** Matches the signals topics of all tenants and no other topic. */
  public Pattern signalsPattern() {
    return Pattern.compile(Pattern.quote(signals()) + "(\\.[a-z0-9-]+)?");
  }

  /** The single-writer log of everything that the orchestrator applied and decided. */
  public String runLog() {
    return prefix + "run-log";
  }

  /** The final events. */
  public String answers() {
    return prefix + "answers";
  }

  /** The journal of one role's workers. */
  public String journal(String role) {
    return prefix + "journal." + part("role", role);
  }

  /** What goes on, best effort. */
  public String progress() {
    return prefix + "progress";
  }

  /** Living worker pods. */
  public String heartbeats() {
    return prefix + "heartbeats";
  }

  /** Agent cards, compacted by role. */
  public String agents() {
    return prefix + "agents";
  }

  /** Workflow definitions, compacted by name@version. */
  public String workflows() {
    return prefix + "workflows";
  }

  /** Requests to and settlements of the tenants' budget ledgers. */
  public String budget() {
    return prefix + "budget";
  }

  /** Where each tenant's budget stands, compacted by tenant. */
  public String tenantBudgets() {
    return prefix + "tenant-budgets";
  }

  /** Records that could not be processed. */
  public String deadLetters() {
    return prefix + "dead-letters";
  }

  /** The share group of one role's workers. */
  public String workerGroup(String role) {
    return prefix + "workers." + part("role", role);
  }

  /** The share group of one role's workers for one priority class. */
  public String workerGroup(String role, Priority priority) {
    return workerGroup(role) + suffix(priority);
  }

  /** The consumer group of the router. */
  public String routerGroup() {
    return prefix + "router";
  }

  /** What a second router version would have decided, beside the router in charge. */
  public String routerShadow() {
    return prefix + "router-shadow";
  }

  /** The consumer group of that second version. */
  public String routerShadowGroup() {
    return prefix + "router-shadow";
  }

  /** The Kafka Streams application of the orchestrator. */
  public String orchestratorApplication() {
    return prefix + "orchestrator";
  }

  /**
   * The tenant whose topic this is.
   *
   * @param topic a requests or signals topic of this installation
   * @return the tenant; {@code default} for the topic without a suffix
   * @throws IllegalArgumentException if the topic is neither
   */
  public String tenantOf(String topic) {
    for (String base : new String[] {requests(), signals()}) {
      if (topic.equals(base)) {
        return "default";
      }
      if (topic.startsWith(base + ".")) {
        return topic.substring(base.length() + 1);
      }
    }
    throw new IllegalArgumentException(
        "topic: %s (expected: %s or %s, with or without .TENANT)"
            .formatted(topic, requests(), signals()));
  }

  /**
   * The role whose results topic this is.
   *
   * @throws IllegalArgumentException if it is not a results topic of this installation
   */
  public String roleOfResults(String topic) {
    if (!resultsPattern().matcher(topic).matches()) {
      throw new IllegalArgumentException(
          "topic: %s (expected: %sresults.ROLE)".formatted(topic, prefix));
    }
    return topic.substring((prefix + "results.").length());
  }

  private static String part(String what, String name) {
    if (!PART.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: 1 to 40 lower-case letters, digits and hyphens, no hyphen at either end)"
              .formatted(what, name));
    }
    return name;
  }
}
