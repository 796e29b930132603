package dev.baton.simulation.cluster;

import dev.baton.core.ledger.MapLedgerStore;
import dev.baton.core.run.RunLogEntry;
import dev.baton.schemas.Answer;
import dev.baton.schemas.Control;
import dev.baton.simulation.broker.ShareGroup;
import dev.baton.simulation.broker.ShareSettings;
import dev.baton.simulation.broker.Topic;
import dev.baton.simulation.time.Agenda;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All topics of one world. Records are carried as objects of the contract, not as bytes; whoever
 * cannot decode one finds {@link Garbage}.
 */
public final class Cluster {
  /** Routed requests, signals, answers of children, continue events; and garbage. */
  public final Topic<Object> runs = new Topic<>("runs");

  /** What workers said; and garbage. */
  public final Topic<Object> results = new Topic<>("results");

  /** What the tenant's ledger is told. */
  public final Topic<Object> budget = new Topic<>("budget");

  /** The tenant's ledger after each of its events. */
  public final Topic<MapLedgerStore> ledgers = new Topic<>("ledgers");

  /** What workers are told to stop. */
  public final Topic<Control> control = new Topic<>("control");

  /** The runs' answers. */
  public final Topic<Answer> answers = new Topic<>("answers");

  /** What the orchestrator applied, in order. */
  public final Topic<RunLogEntry> runLog = new Topic<>("run-log");

  /** The orchestrator's state. */
  public final Topic<Write> changelog = new Topic<>("changelog");

  /** What nobody can use; each names what it was. */
  public final Topic<String> deadLetters = new Topic<>("dead-letters");

  /** Where large texts lie. */
  public final Contents contents = new Contents();

  /** Who reads runs and results. */
  public final InboxGroup inboxes = new InboxGroup();

  private final Map<String, Tasks> tasks = new LinkedHashMap<>();
  private final Agenda agenda;
  private final ShareSettings settings;
  private final Consumer<String> newRole;
  private boolean up = true;

  /**
   * A role's tasks.
   *
   * @param topic where they lie
   * @param group who takes them
   */
  public record Tasks(Topic<Object> topic, ShareGroup group) {}

  /**
   * Empty topics.
   *
   * @param settings of all share groups
   * @param newRole is told of each role when its first task is sent
   */
  public Cluster(Agenda agenda, ShareSettings settings, Consumer<String> newRole) {
    this.agenda = agenda;
    this.settings = settings;
    this.newRole = newRole;
  }

  /** The tasks of a role. */
  public Tasks tasks(String role) {
    Tasks ofRole = tasks.get(role);
    if (ofRole == null) {
      Topic<Object> topic = new Topic<>("tasks." + role);
      ofRole = new Tasks(topic, new ShareGroup(topic, settings, agenda));
      tasks.put(role, ofRole);
      newRole.accept(role);
    }
    return ofRole;
  }

  /** The tasks of every role that was ever given one. */
  public Collection<Tasks> tasks() {
    return List.copyOf(tasks.values());
  }

  /** Whether the broker answers. */
  public boolean isUp() {
    return up;
  }

  /** The broker is away for a while; every share group loses its connections. */
  public void restart(long millis) {
    if (!up) {
      return;
    }
    up = false;
    agenda.in(
        millis,
        () -> {
          up = true;
          tasks.values().forEach(ofRole -> ofRole.group().disconnectAll());
        });
  }
}
