package dev.baton.cli;

import dev.baton.cli.command.Commands;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Screen;

/** The process behind {@code baton}. */
public final class BatonCommand {

  private BatonCommand() {}

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] args) {
    Thread.currentThread().setUncaughtExceptionHandler((_, failure) -> crash(failure));
    System.exit(new Commands(Screen.ofProcess()).run(args));
  }

  /** A bug or a broken installation: other threads must not keep the process alive. */
  private static void crash(Throwable failure) {
    failure.printStackTrace();
    System.exit(ExitCodes.FAILED);
  }
}
