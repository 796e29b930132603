package dev.baton.router.catalog;

import dev.baton.schemas.AgentCard;
import dev.baton.schemas.Skill;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All cards and workflows at one moment. Immutable: each change makes a new one.
 *
 * @param agents by role
 * @param workflows by their key on the topic, name@version
 * @param absent roles whose card asks for a living worker and that have none
 */
public record Catalog(
    NavigableMap<String, PublishedAgent> agents,
    NavigableMap<String, PublishedWorkflow> workflows,
    NavigableSet<String> absent) {

  /** Copies the maps. */
  public Catalog {
    absent = Collections.unmodifiableNavigableSet(new TreeSet<>(absent));
    agents = Collections.unmodifiableNavigableMap(new TreeMap<>(agents));
    workflows = Collections.unmodifiableNavigableMap(new TreeMap<>(workflows));
  }

  /** Nothing published. */
  public static Catalog empty() {
    return new Catalog(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
  }

  /** With a role added or replaced. */
  public Catalog with(PublishedAgent agent) {
    NavigableMap<String, PublishedAgent> changed = new TreeMap<>(agents);
    changed.put(agent.role(), agent);
    return new Catalog(changed, workflows, absent);
  }

  /** With a version of a workflow added or replaced. */
  public Catalog with(PublishedWorkflow workflow) {
    NavigableMap<String, PublishedWorkflow> changed = new TreeMap<>(workflows);
    changed.put(workflow.key(), workflow);
    return new Catalog(agents, changed, absent);
  }

  /** Without a role. */
  public Catalog withoutAgent(String role) {
    NavigableMap<String, PublishedAgent> changed = new TreeMap<>(agents);
    changed.remove(role);
    return new Catalog(changed, workflows, absent);
  }

  /** Without one version of a workflow. */
  public Catalog withoutWorkflow(String key) {
    NavigableMap<String, PublishedWorkflow> changed = new TreeMap<>(workflows);
    changed.remove(key);
    return new Catalog(agents, changed, absent);
  }

  /**
   * As it is while some workers live and others do not. Where no card asks for a living worker, it
   * is the same.
   *
   * @param lives whether a role has a living worker
   */
  public Catalog whereWorkers(Predicate<String> lives) {
    NavigableSet<String> missing = new TreeSet<>();
    agents.forEach((role, agent) -> {
      if (agent.card().getRequiresLiveWorker() && !lives.test(role)) {
        missing.add(role);
      }
    });
    return missing.equals(absent) ? this : new Catalog(agents, workflows, missing);
  }

  /** Every role with a card, in order. */
  public Set<String> roles() {
    return agents.keySet();
  }

  /** The card of a role. */
  public Optional<AgentCard> card(String role) {
    return Optional.ofNullable(agents.get(role)).map(PublishedAgent::card);
  }

  /** The definition that a run of this target follows; empty where it is not routable. */
  public Optional<PublishedWorkflow> definition(Target target) {
    return absentFor(target).isPresent() ? Optional.empty() : published(target);
  }

  /** Why a target is not routable, in words that go on after its name. */
  public String whyNot(Target target) {
    return absentFor(target)
        .map(role ->
            role.equals(target.name())
                ? "has no living worker, which its card asks for"
                : "needs agent:%s, which has no living worker".formatted(role))
        .orElse("is not published");
  }

  /** The first role for want of whose workers a published target cannot be taken. */
  public Optional<String> absentFor(Target target) {
    // Most installations have no such role, and a closure takes a walk.
    return absent.isEmpty()
        ? Optional.empty()
        : published(target)
            .flatMap(workflow ->
                closure(workflow).roles().stream().filter(absent::contains).findFirst());
  }

  private Optional<PublishedWorkflow> published(Target target) {
    return switch (target) {
      case Target.Agent(String role) ->
          Optional.ofNullable(agents.get(role)).map(PublishedAgent::workflow);
      case Target.Workflow(String name) -> latest(name);
    };
  }

  /** Everything that a run of a workflow can come to need. */
  public Closure closure(PublishedWorkflow workflow) {
    return Closure.of(workflow, this::latest);
  }

  /** The cards of some roles and of every role that they may hand over to, in order of roles. */
  public List<AgentCard> cards(Collection<String> roles) {
    NavigableMap<String, AgentCard> found = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>(roles);
    while (!open.isEmpty()) {
      String role = open.remove();
      if (!found.containsKey(role)) {
        card(role)
            .ifPresent(card -> {
              found.put(role, card);
              open.addAll(card.getHandoffTo());
            });
      }
    }
    return List.copyOf(found.values());
  }

  /**
   * The workflow that has every one of some specialists: the one with the fewest roles, then the
   * first by name. Where a workflow is among the targets, it has to be that one.
   */
  public Optional<Target> workflowOfAll(Collection<Target> targets) {
    Set<String> needed = new TreeSet<>();
    Set<String> asked = new TreeSet<>();
    for (Target target : targets) {
      switch (target) {
        case Target.Agent(String role) -> needed.add(role);
        case Target.Workflow(String name) -> asked.add(name);
      }
    }
    return workflows.values().stream()
        .map(PublishedWorkflow::name)
        .distinct()
        .flatMap(name -> latest(name).stream())
        .filter(workflow -> asked.isEmpty() || asked.equals(Set.of(workflow.name())))
        .filter(workflow -> workflow.roles().containsAll(needed))
        .filter(workflow -> definition(new Target.Workflow(workflow.name())).isPresent())
        .min(
            Comparator.<PublishedWorkflow>comparingInt(workflow -> workflow.roles().size())
                .thenComparing(PublishedWorkflow::name))
        .map(workflow -> new Target.Workflow(workflow.name()));
  }

  /** Every target that a request can name, in order. */
  public NavigableSet<String> targets() {
    Stream<Target> alone = agents.keySet().stream().map(Target.Agent::new);
    Stream<Target> named =
        workflows.values().stream().map(PublishedWorkflow::name).map(Target.Workflow::new);
    NavigableSet<String> all = new TreeSet<>();
    Stream.concat(alone, named).map(Target::toString).forEach(all::add);
    return all;
  }

  /** Requests that belong to a target, as its card or its definition has them. */
  public List<String> examples(Target target) {
    return switch (target) {
      case Target.Agent(String role) -> card(role).map(AgentCard::getExamples).orElse(List.of());
      case Target.Workflow(String name) ->
          latest(name).map(workflow -> workflow.definition().getExamples()).orElse(List.of());
    };
  }

  /** What a target is for, as its card or its definition says; empty where it says nothing. */
  public String description(Target target) {
    return switch (target) {
      case Target.Agent(String role) -> card(role).map(Catalog::description).orElse("");
      case Target.Workflow(String name) ->
          latest(name)
              .map(workflow -> described(name, workflow.definition().getDescription()))
              .orElse("");
    };
  }

  private static String description(AgentCard card) {
    return Stream.concat(
            Stream.of(described(card.getRole(), card.getDescription())),
            card.getSkills().stream().map(Skill::getDescription))
        .filter(text -> !text.isBlank())
        .collect(Collectors.joining(" "));
  }

  private static String described(String name, String description) {
    return description.isBlank() ? "" : name.replace('-', ' ') + ": " + description;
  }

  /** Whether no request could be routed at all. */
  public boolean isEmpty() {
    return agents.isEmpty() && workflows.isEmpty();
  }

  private Optional<PublishedWorkflow> latest(String name) {
    return workflows.values().stream()
        .filter(workflow -> workflow.name().equals(name))
        .max(Comparator.comparingInt(PublishedWorkflow::version));
  }
}
