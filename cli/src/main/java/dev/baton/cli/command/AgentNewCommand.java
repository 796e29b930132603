package dev.baton.cli.command;

import dev.baton.cli.agent.Checkout;
import dev.baton.cli.agent.NewRole;
import dev.baton.cli.agent.WorkerScaffold;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Screen;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Begins a specialist with code of its own. */
@Command(
    name = "new",
    description =
        "Begin a worker with Java code for a new role, in the checkout of Baton around this folder.")
final class AgentNewCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "NAME", description = "The role, such as translator.")
  private String name = "";

  private final Screen screen;

  AgentNewCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    NewRole role = new NewRole(name);
    Checkout checkout = Checkout.around(Path.of(""));
    new WorkerScaffold(checkout, role).write().forEach(file -> screen.print("created  " + file));
    screen.print("updated  pom.xml: module " + role.module());
    screen.print(
        """
        Next, in %s:
          ./mvnw -pl %s -am verify
          ./baton up
          ./baton agent add %s/src/main/resources/agents/%s.yaml --publish-only
          java -jar %s/target/app/%s.jar --spring.kafka.bootstrap-servers=… --baton.registry.url=… --server.port=0 (baton status shows both addresses)
          ./baton ask "…" --agent %s
        """
            .formatted(
                checkout.root(),
                role.module(),
                role.module(),
                role.name(),
                role.module(),
                role.module(),
                role.name())
            .stripTrailing());
    return ExitCodes.OK;
  }
}
