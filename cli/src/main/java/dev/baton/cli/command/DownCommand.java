package dev.baton.cli.command;

import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Screen;
import dev.baton.cli.stack.DetachedStack;
import dev.baton.cli.stack.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops the local stack. */
@Command(name = "down", description = "Stop the local stack; its data stays in the state folder.")
final class DownCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();

  private final Screen screen;

  DownCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = global.settings();
    boolean stopped = new DetachedStack(settings).stop();
    screen.print(
        stopped
            ? "The local stack is stopped."
            : "No local stack runs in " + settings.state().root() + ".");
    return ExitCodes.OK;
  }
}
