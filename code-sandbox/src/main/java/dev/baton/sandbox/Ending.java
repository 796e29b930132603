package dev.baton.sandbox;

/** How a program ended. */
public sealed interface Ending {

  /** By itself. */
  record Exited(int code) implements Ending {}

  /** By a signal that no limit explains, for example a crash. */
  record Signalled(int signal) implements Ending {}

  /** By a limit. */
  record Stopped(Limit limit) implements Ending {}

  /** Whether it ended by itself with code 0. */
  default boolean isSuccess() {
    return equals(new Exited(0));
  }

  /** In plain words. */
  default String text() {
    return switch (this) {
      case Exited(int code) -> "exit code " + code;
      case Signalled(int signal) -> "ended by signal " + signal;
      case Stopped(Limit limit) -> "stopped by its limit " + limit;
    };
  }
}
