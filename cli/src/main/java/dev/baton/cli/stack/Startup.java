package dev.baton.cli.stack;

import dev.baton.cli.client.Installation;
import dev.baton.cli.state.RunningStack;
import dev.baton.cli.state.StackProcess;
import dev.baton.cli.state.StateFolder;
import dev.baton.cli.state.StateLock;
import dev.baton.serde.RegistryEndpoint;
import dev.baton.stack.LocalStack;
import dev.baton.stack.StackFiles;
import dev.baton.stack.StackOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One start of the local stack, which leaves nothing behind if it does not come to its end. */
final class Startup {

  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

  private final Settings settings;
  private final StateLock lock;
  private @Nullable LocalStack processes;
  private boolean complete;

  Startup(Settings settings, StateLock lock) {
    this.settings = settings;
    this.lock = lock;
  }

  LocalServices.Parts run(LocalStackPlan plan) throws InterruptedException {
    StateFolder state = settings.state();
    Instant begin = Instant.now();
    LocalStack started = LocalStack.start(StackOptions.in(state.stackData(), StackFiles.locate()));
    processes = started;
    long ready = since(begin);
    Installation installation =
        new Installation(
            started.broker().bootstrapServers(),
            RegistryEndpoint.apicurio(started.registry().url()),
            settings.names(),
            Map.of());
    new LocalCluster(installation, state).apply(plan.cluster());
    long applied = since(begin);
    ServiceContexts contexts = ServiceContexts.start(plan.services(), arguments(installation));
    LOG.info(
        "ready after {} ms: broker and registry {}, cluster {}, services {}",
        since(begin),
        ready,
        applied - ready,
        since(begin) - applied);
    complete = true;
    return new LocalServices.Parts(lock, started, contexts, running(started));
  }

  void undoUnlessComplete() {
    if (!complete) {
      if (processes != null) {
        processes.close();
      }
      lock.close();
    }
  }

  private List<String> arguments(Installation installation) {
    StateFolder state = settings.state();
    return List.of(
        "--spring.kafka.bootstrap-servers=" + installation.bootstrapServers(),
        "--baton.registry.url=" + installation.registry().url(),
        "--baton.topic-prefix=" + installation.names().prefix(),
        "--baton.corpora.file=" + state.corporaFile(),
        "--baton.content.store=" + state.content().toUri(),
        "--baton.orchestrator.state-dir=" + state.streams());
  }

  private RunningStack running(LocalStack started) {
    return new RunningStack(
        started.broker().bootstrapServers(),
        started.registry().url(),
        settings.names().prefix(),
        Instant.now(),
        List.of(
            StackProcess.of("services", ProcessHandle.current().pid()),
            StackProcess.of("broker", started.broker().pid()),
            StackProcess.of("registry", started.registry().pid())));
  }

  private static long since(Instant begin) {
    return java.time.Duration.between(begin, Instant.now()).toMillis();
  }
}
