package dev.baton.cli.definition;

import dev.baton.agent.card.AgentCardException;
import dev.baton.agent.card.AgentCards;
import dev.baton.cli.agent.AddedAgents;
import dev.baton.cli.client.CompactedTopics;
import dev.baton.cli.client.Installation;
import dev.baton.cli.cluster.BundledPlan;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.core.workflow.Catalog;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.Skill;
import dev.baton.schemas.WorkflowDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects the roles and workflows that definitions may name. Used by one thread. */
public final class KnownNames {

  private final Map<String, Set<String>> roles = new TreeMap<>();
  private final Set<String> workflows = new TreeSet<>();
  private boolean published;

  /** The roles that come with Baton. */
  public KnownNames withBundled() {
    return withCards(BundledPlan.ROLES.stream().map(AgentCards::fromClassPath).toList());
  }

  /** The roles that were added to a local installation. */
  public KnownNames withAdded(AddedAgents added) {
    return withCards(added.cards());
  }

  /**
   * The roles whose cards lie in a folder.
   *
   * @throws CommandFailure if it is none or a card in it is wrong
   */
  public KnownNames withFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return withCards(
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .sorted()
              .map(AgentCards::fromFile)
              .toList());
    } catch (IOException e) {
      throw CommandFailure.usage("--cards: " + folder + " (expected: an existing folder)");
    } catch (AgentCardException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  /** What is published to an installation. */
  public KnownNames withPublished(Installation installation) {
    try (CompactedTopics topics = new CompactedTopics(installation)) {
      withCards(topics.read(installation.names().agents(), AgentCard.class).values());
      topics
          .read(installation.names().workflows(), WorkflowDefinition.class)
          .values()
          .forEach(workflow -> workflows.add(workflow.getName()));
    }
    published = true;
    return this;
  }

  /** The workflows that are in these files. */
  public KnownNames withFiles(List<DefinitionFile> files) {
    files.forEach(file ->
        file.reading(Catalog.UNKNOWN)
            .workflow()
            .ifPresent(workflow -> workflows.add(workflow.name())));
    return this;
  }

  private KnownNames withCards(Collection<AgentCard> cards) {
    cards.forEach(card ->
        roles.put(
            card.getRole(),
            card.getSkills().stream().map(Skill::getName).collect(Collectors.toSet())));
    return this;
  }

  /** What was collected; which workflows there are is known only where something is published. */
  public Catalog catalog() {
    return new Catalog(Optional.of(roles), published ? Optional.of(workflows) : Optional.empty());
  }
}
