package dev.baton.stack;

import java.nio.file.Path;
import java.util.function.Function;

/** What broker and registry have in common: a state folder, a child process and a port to keep. */
final class LocalService implements AutoCloseable {
  static final String DATA = "data";

  /** How often other ports are tried when somebody takes one before the child binds it. */
  private static final int PORT_ATTEMPTS = 3;

  /** Writes the child's settings for a port and starts it; returns once it serves. */
  interface Launch {
    void on(int port, Ports ports);
  }

  private final String name;
  private final StateFolder state;
  private final ChildService child;
  private final Launch launch;
  private volatile int port;

  /**
   * @param port the requested one, 0 for the remembered one or any
   */
  LocalService(String name, ChildService child, Launch launch, int port) {
    this.name = name;
    this.state = child.state();
    this.child = child;
    this.launch = launch;
    this.port = port;
  }

  /** Runs a start that becomes the folder's owner; if it fails, nobody is. */
  static <T> T owning(Path folder, Function<StateFolder, T> start) {
    StateFolder state = StateFolder.open(folder);
    boolean started = false;
    try {
      T service = start.apply(state);
      started = true;
      return service;
    } finally {
      if (!started) {
        state.close();
      }
    }
  }

  void start(boolean keepData) {
    child.endLeftover();
    if (!keepData) {
      state.clear(DATA);
    }
    launch();
  }

  private void launch() {
    for (int attempt = 1; ; attempt++) {
      try {
        Ports ports = new Ports(state);
        int chosen = ports.choose(name, port);
        launch.on(chosen, ports);
        ports.remember();
        port = chosen;
        return;
      } catch (ChildFailedException e) {
        if (!e.portTaken() || attempt == PORT_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  int port() {
    return port;
  }

  ChildService child() {
    return child;
  }

  void restart() {
    child.stop();
    launch();
  }

  @Override
  public void close() {
    child.stop();
    state.close();
  }
}
