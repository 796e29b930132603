package dev.baton.topics;

import static dev.baton.topics.Principal.OPERATOR;
import static dev.baton.topics.Principal.ORCHESTRATOR;
import static dev.baton.topics.Principal.READER;
import static dev.baton.topics.Principal.ROUTER;
import static dev.baton.topics.Principal.ROUTER_SHADOW;
import static dev.baton.topics.Principal.upstream;
import static dev.baton.topics.Principal.worker;
import static dev.baton.topics.Right.read;
import static dev.baton.topics.Right.write;
import static dev.baton.topics.TopicSpec.Partitioning.BY_RUN;
import static dev.baton.topics.TopicSpec.Partitioning.SINGLE;
import static dev.baton.topics.TopicSpec.Partitioning.TASKS;

import dev.baton.schemas.AgentCard;
import dev.baton.schemas.Answer;
import dev.baton.schemas.BudgetEvent;
import dev.baton.schemas.Control;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Heartbeat;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Priority;
import dev.baton.schemas.Progress;
import dev.baton.schemas.Request;
import dev.baton.schemas.Result;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.RunLogRecord;
import dev.baton.schemas.Signal;
import dev.baton.schemas.Task;
import dev.baton.schemas.TenantBudget;
import dev.baton.schemas.WorkflowDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Every topic of an installation with its schema, settings and rights: the one table from which
 * topics, ACLs and documentation are made. Immutable and thread-safe.
 */
public final class TopicCatalogue {

  /** The tenant of the topics without a suffix. */
  public static final String DEFAULT_TENANT = "default";

  /** How long run log, answers and dead letters are kept. */
  public static final Duration LONG = Duration.ofDays(90);

  /** How long requests, signals, routed events, tasks and results are kept. */
  public static final Duration INBOX = Duration.ofDays(7);

  private final TopicNames names;
  private final SortedSet<String> roles;
  private final SortedSet<String> tenants;
  private final List<Priority> classes;

  /**
   * The catalogue of an installation.
   *
   * @param names its names
   * @param roles the roles that have workers
   * @param tenants tenants with topics of their own, the default tenant excepted
   * @throws IllegalArgumentException if a role or tenant is no valid part of a topic's name
   */
  public TopicCatalogue(TopicNames names, Set<String> roles, Set<String> tenants) {
    this(names, roles, tenants, List.of(Priority.NORMAL));
  }

  private TopicCatalogue(
      TopicNames names, Set<String> roles, Set<String> tenants, List<Priority> classes) {
    this.names = names;
    this.roles = new TreeSet<>(roles);
    this.tenants = new TreeSet<>(tenants);
    this.tenants.remove(DEFAULT_TENANT);
    this.classes = List.copyOf(classes);
  }

  /** The same installation with a task topic and a share group for each priority class. */
  public TopicCatalogue withPriorities() {
    return new TopicCatalogue(names, roles, tenants, List.of(Priority.values()));
  }

  /** All topics, in a stable order. */
  public List<TopicSpec> topics() {
    List<TopicSpec> topics = new ArrayList<>();
    topics.add(requests(names.requests(), DEFAULT_TENANT));
    topics.add(signals(names.signals(), DEFAULT_TENANT));
    for (String tenant : tenants) {
      topics.add(requests(names.requests(tenant), tenant));
      topics.add(signals(names.signals(tenant), tenant));
    }
    topics.add(
        new TopicSpec(
            names.runs(),
            RunEvent.getClassSchema(),
            BY_RUN,
            delete(INBOX),
            Set.of(
                write(ROUTER),
                write(ORCHESTRATOR),
                read(ORCHESTRATOR),
                read(ROUTER_SHADOW),
                read(READER))));
    topics.add(
        new TopicSpec(
            names.routerShadow(),
            RunEvent.getClassSchema(),
            BY_RUN,
            delete(INBOX),
            Set.of(write(ROUTER_SHADOW), read(ROUTER_SHADOW), read(READER))));
    for (String role : roles) {
      topics.addAll(ofRole(role));
    }
    topics.addAll(shared());
    return List.copyOf(topics);
  }

  /** The share groups of all roles. */
  public List<GroupSpec> groups() {
    // Without these, workers would miss tasks sent before they joined and would run tasks of
    // aborted transactions.
    Map<String, String> config =
        Map.of("share.auto.offset.reset", "earliest", "share.isolation.level", "read_committed");
    return roles.stream()
        .flatMap(role ->
            classes.stream()
                .map(priority ->
                    new GroupSpec(
                        names.workerGroup(role, priority), names.tasks(role, priority, 0), config)))
        .toList();
  }

  private TopicSpec requests(String name, String tenant) {
    return new TopicSpec(
        name,
        Request.getClassSchema(),
        BY_RUN,
        delete(INBOX),
        Set.of(
            write(upstream(tenant)),
            write(OPERATOR),
            read(ROUTER),
            read(ROUTER_SHADOW),
            read(READER)));
  }

  private TopicSpec signals(String name, String tenant) {
    return new TopicSpec(
        name,
        Signal.getClassSchema(),
        BY_RUN,
        delete(INBOX),
        Set.of(write(upstream(tenant)), write(OPERATOR), read(ROUTER), read(READER)));
  }

  private List<TopicSpec> ofRole(String role) {
    List<TopicSpec> topics = new ArrayList<>();
    for (Priority priority : classes) {
      topics.add(
          new TopicSpec(
              names.tasks(role, priority, 0),
              Task.getClassSchema(),
              TASKS,
              delete(INBOX),
              Set.of(write(ORCHESTRATOR), read(worker(role)), read(READER))));
    }
    topics.add(
        new TopicSpec(
            names.results(role),
            Result.getClassSchema(),
            BY_RUN,
            delete(INBOX),
            Set.of(write(worker(role)), read(ORCHESTRATOR), read(READER))));
    topics.add(
        new TopicSpec(
            names.journal(role),
            JournalRecord.getClassSchema(),
            BY_RUN,
            with(delete(INBOX), "message.timestamp.type", "LogAppendTime"),
            Set.of(write(worker(role)), read(worker(role)), read(READER))));
    return topics;
  }

  private List<TopicSpec> shared() {
    Set<Right> answerReaders =
        new HashSet<>(Set.of(write(ORCHESTRATOR), read(READER), read(upstream(DEFAULT_TENANT))));
    tenants.forEach(tenant -> answerReaders.add(read(upstream(tenant))));
    Set<Right> everyWorkerReads = everyWorker(false, write(ORCHESTRATOR), read(READER));
    return List.of(
        new TopicSpec(
            names.control(),
            Control.getClassSchema(),
            SINGLE,
            delete(Duration.ofDays(1)),
            everyWorkerReads),
        new TopicSpec(
            names.runLog(),
            RunLogRecord.getClassSchema(),
            BY_RUN,
            delete(LONG),
            Set.of(write(ORCHESTRATOR), read(READER))),
        new TopicSpec(
            names.answers(),
            Answer.getClassSchema(),
            BY_RUN,
            with(delete(LONG), "cleanup.policy", "compact,delete"),
            answerReaders),
        new TopicSpec(
            names.progress(),
            Progress.getClassSchema(),
            BY_RUN,
            delete(Duration.ofHours(1)),
            everyWorker(true, write(ORCHESTRATOR), write(ROUTER), read(READER))),
        new TopicSpec(
            names.heartbeats(),
            Heartbeat.getClassSchema(),
            SINGLE,
            delete(Duration.ofHours(1)),
            everyWorkerReadsAndWrites(
                read(ROUTER), read(ROUTER_SHADOW), read(OPERATOR), read(READER))),
        new TopicSpec(
            names.agents(),
            AgentCard.getClassSchema(),
            SINGLE,
            compact(),
            everyWorker(
                false,
                write(OPERATOR),
                read(ROUTER),
                read(ROUTER_SHADOW),
                read(ORCHESTRATOR),
                read(READER))),
        new TopicSpec(
            names.workflows(),
            WorkflowDefinition.getClassSchema(),
            SINGLE,
            compact(),
            Set.of(
                write(OPERATOR),
                read(ROUTER),
                read(ROUTER_SHADOW),
                read(ORCHESTRATOR),
                read(READER))),
        new TopicSpec(
            names.budget(),
            BudgetEvent.getClassSchema(),
            BY_RUN,
            delete(INBOX),
            Set.of(write(ORCHESTRATOR), read(ORCHESTRATOR), write(OPERATOR), read(READER))),
        new TopicSpec(
            names.tenantBudgets(),
            TenantBudget.getClassSchema(),
            SINGLE,
            compact(),
            Set.of(write(ORCHESTRATOR), read(ORCHESTRATOR), read(OPERATOR), read(READER))),
        new TopicSpec(
            names.deadLetters(),
            DeadLetter.getClassSchema(),
            SINGLE,
            delete(LONG),
            everyWorker(true, write(ROUTER), write(ORCHESTRATOR), read(OPERATOR), read(READER))));
  }

  private Set<Right> everyWorkerReadsAndWrites(Right... others) {
    Set<Right> rights = everyWorker(true, others);
    rights.addAll(everyWorker(false));
    return rights;
  }

  private Set<Right> everyWorker(boolean writes, Right... others) {
    Set<Right> rights = new HashSet<>(Set.of(others));
    roles.forEach(role -> rights.add(writes ? write(worker(role)) : read(worker(role))));
    return rights;
  }

  private static Map<String, String> delete(Duration retention) {
    return Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(retention.toMillis()));
  }

  private static Map<String, String> compact() {
    return Map.of("cleanup.policy", "compact");
  }

  private static Map<String, String> with(Map<String, String> config, String key, String value) {
    Map<String, String> more = new java.util.HashMap<>(config);
    more.put(key, value);
    return more;
  }
}
