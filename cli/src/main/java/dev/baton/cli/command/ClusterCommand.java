package dev.baton.cli.command;

import dev.baton.cli.cluster.BundledPlan;
import dev.baton.cli.cluster.ClusterApply;
import dev.baton.cli.cluster.ClusterChange;
import dev.baton.cli.cluster.ClusterPlan;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Screen;
import dev.baton.cli.stack.Session;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Commands about the cluster that an installation lives on. */
@Command(name = "cluster", description = "Set up the cluster that an installation lives on.")
final class ClusterCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw CommandFailure.usage("cluster: no sub-command (expected: apply)");
  }

  /** Sets everything up that the services rely on. */
  @Command(
      name = "apply",
      description =
          "Create or update topics, groups, schemas, agent cards and workflows; changes nothing when applied again.",
      footer = "Exit code: 1 if something differs that must not be changed here.")
  static final class Apply implements Callable<Integer> {

    @Mixin private GlobalOptions global = new GlobalOptions();

    @Option(
        names = "--roles",
        paramLabel = "ROLE",
        split = ",",
        description = "Roles that have workers (default: all that come with Baton).")
    private List<String> roles = List.copyOf(BundledPlan.ROLES);

    @Option(
        names = "--partitions",
        description =
            "Partitions of topics keyed by run; fixed for good (default: ${DEFAULT-VALUE}).")
    private int partitions = 12;

    @Option(
        names = "--task-partitions",
        description = "Partitions of task topics; few (default: ${DEFAULT-VALUE}).")
    private int taskPartitions = 1;

    @Option(
        names = "--replication",
        description = "Copies of each partition (default: ${DEFAULT-VALUE}).")
    private short replication = 1;

    @Option(
        names = "--priorities",
        description =
            "Give HIGH and LOW task topics of their own; all services then need baton.priorities=true.")
    private boolean priorities;

    @Option(names = "--dry-run", description = "Only say what would change.")
    private boolean dryRun;

    private final Screen screen;

    Apply(Screen screen) {
      this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException {
      try (Session session = Session.open(global.settings(), screen)) {
        List<ClusterChange> changes =
            new ClusterApply(session.installation(), plan(session), dryRun).apply();
        changes.forEach(this::print);
        if (changes.isEmpty()) {
          screen.print("nothing to change");
        }
        boolean differs =
            changes.stream().anyMatch(change -> change.kind() == ClusterChange.Kind.DIFFERS);
        return differs ? ExitCodes.FAILED : ExitCodes.OK;
      }
    }

    private ClusterPlan plan(Session session) {
      try {
        ClusterPlan plan =
            BundledPlan.of(
                session.installation().names(),
                new TreeSet<>(roles),
                new ClusterPlan.Sizes(partitions, taskPartitions, replication));
        return priorities ? plan.withPriorities() : plan;
      } catch (IllegalArgumentException e) {
        throw CommandFailure.usage(String.valueOf(e.getMessage()));
      }
    }

    private void print(ClusterChange change) {
      String done = change.kind().name().toLowerCase(Locale.ROOT);
      boolean would = dryRun && change.kind() != ClusterChange.Kind.DIFFERS;
      screen.print((would ? "would be " : "") + done + "  " + change.what());
    }
  }
}
