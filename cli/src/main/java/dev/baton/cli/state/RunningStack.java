package dev.baton.cli.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A local stack that is ready for requests.
 *
 * @param bootstrapServers the broker's address
 * @param registryUrl the schema registry's address
 * @param prefix what the names of its topics start with
 * @param readyAt since when
 * @param processes its processes, the one that holds the services first
 */
public record RunningStack(
    String bootstrapServers,
    String registryUrl,
    String prefix,
    Instant readyAt,
    List<StackProcess> processes) {

  /** Copies the processes. */
  public RunningStack {
    processes = List.copyOf(processes);
    if (processes.isEmpty()) {
      throw new IllegalArgumentException("processes: none (expected: at least the services)");
    }
  }

  /** The process that holds the services and owns the others. */
  public StackProcess services() {
    return processes.getFirst();
  }

  /** The first process that is gone, if one is. */
  public Optional<StackProcess> missing() {
    return processes.stream().filter(process -> process.handle().isEmpty()).findFirst();
  }
}
