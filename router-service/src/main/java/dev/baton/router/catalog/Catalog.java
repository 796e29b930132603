package dev.baton.router.catalog;

import dev.baton.schemas.AgentCard;
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
import java.util.stream.Stream;

/**
 * All cards and workflows at one moment. Immutable: each change makes a new one.
 *
 * @param agents by role
 * @param workflows by their key on the topic, name@version
 */
public record Catalog(
    NavigableMap<String, PublishedAgent> agents,
    NavigableMap<String, PublishedWorkflow> workflows) {

  /** Copies the maps. */
  public Catalog {
    agents = Collections.unmodifiableNavigableMap(new TreeMap<>(agents));
    workflows = Collections.unmodifiableNavigableMap(new TreeMap<>(workflows));
  }

  /** Nothing published. */
  public static Catalog empty() {
    return new Catalog(new TreeMap<>(), new TreeMap<>());
  }

  /** With a role added or replaced. */
  public Catalog with(PublishedAgent agent) {
    NavigableMap<String, PublishedAgent> changed = new TreeMap<>(agents);
    changed.put(agent.role(), agent);
    return new Catalog(changed, workflows);
  }

  /** With a version of a workflow added or replaced. */
  public Catalog with(PublishedWorkflow workflow) {
    NavigableMap<String, PublishedWorkflow> changed = new TreeMap<>(workflows);
    changed.put(workflow.key(), workflow);
    return new Catalog(agents, changed);
  }

  /** Without a role. */
  public Catalog withoutAgent(String role) {
    NavigableMap<String, PublishedAgent> changed = new TreeMap<>(agents);
    changed.remove(role);
    return new Catalog(changed, workflows);
  }

  /** Without one version of a workflow. */
  public Catalog withoutWorkflow(String key) {
    NavigableMap<String, PublishedWorkflow> changed = new TreeMap<>(workflows);
    changed.remove(key);
    return new Catalog(agents, changed);
  }

  /** Every role with a card, in order. */
  public Set<String> roles() {
    return agents.keySet();
  }

  /** The card of a role. */
  public Optional<AgentCard> card(String role) {
    return Optional.ofNullable(agents.get(role)).map(PublishedAgent::card);
  }

  /** The definition that a run of this target follows; empty where the target is not published. */
  public Optional<PublishedWorkflow> definition(Target target) {
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
