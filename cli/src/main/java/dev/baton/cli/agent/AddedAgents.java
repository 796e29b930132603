package dev.baton.cli.agent;

import dev.baton.agent.card.AgentCardException;
import dev.baton.agent.card.AgentCards;
import dev.baton.cli.cluster.BundledPlan;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.state.AtomicFiles;
import dev.baton.schemas.AgentCard;
import dev.baton.worker.generalist.CardSpecialist;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The cards that were added to a local installation. A generic worker takes the work of each
 * whenever the local stack runs.
 */
public final class AddedAgents {

  /** The most cards: each has a worker in the one process of a local stack. */
  public static final int MAX = 20;

  private static final String SUFFIX = ".yaml";

  private final Path folder;

  /** The cards in a folder, which need not be there. */
  public AddedAgents(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads a card and checks that a role may be added by it.
   *
   * @param generic whether a generic worker is to take the role's work
   * @throws CommandFailure if the card is wrong or does not suit
   */
  public static AgentCard read(Path file, boolean generic) {
    AgentCard card;
    try {
      card = AgentCards.fromFile(file);
    } catch (AgentCardException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
    if (BundledPlan.ROLES.contains(card.getRole())) {
      throw wrong(file, "role: %s comes with Baton (expected: another name)", card.getRole());
    }
    if (generic && card.getPrompt().isBlank()) {
      throw wrong(
          file, "prompt is missing (expected: instructions%s)", ", since the role has no code");
    }
    TreeSet<String> unknown = new TreeSet<>(card.getTools());
    unknown.removeIf(CardSpecialist::mayName);
    if (generic && !unknown.isEmpty()) {
      throw wrong(
          file,
          "tools: the generic worker has no "
              + unknown.first()
              + " (expected: of %s, or mcp:SERVER/TOOL; for a worker of your own: --publish-only)",
          new TreeSet<>(CardSpecialist.TOOLS).toString());
    }
    return card;
  }

  /** The added cards' files, by role. */
  public Map<String, Path> files() {
    Map<String, Path> files = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.list(folder)) {
        all.filter(file -> file.toString().endsWith(SUFFIX))
            .forEach(file -> files.put(role(file), file));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + folder, e);
      }
    }
    return files;
  }

  /** The added cards, by role. */
  public List<AgentCard> cards() {
    return files().values().stream().map(file -> read(file, true)).toList();
  }

  /**
   * Keeps a card.
   *
   * @param source where it was read from
   * @throws CommandFailure if there are {@value #MAX} others
   */
  public void keep(AgentCard card, Path source) {
    Map<String, Path> known = files();
    if (known.size() >= MAX && !known.containsKey(card.getRole())) {
      throw CommandFailure.failed("agents: %d (expected: at most %d)".formatted(MAX + 1, MAX));
    }
    try {
      Files.createDirectories(folder);
      AtomicFiles.write(folder.resolve(card.getRole() + SUFFIX), Files.readString(source));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the card in " + folder, e);
    }
  }

  private static String role(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  private static CommandFailure wrong(Path file, String message, String detail) {
    return CommandFailure.usage("agent card %s: ".formatted(file) + message.formatted(detail));
  }
}
