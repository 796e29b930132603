package dev.baton.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The loopback ports of one service, remembered in its state folder so that a restart comes back
 * where its clients look for it.
 */
final class Ports {
  static final int ANY = 0;
  static final int MAX = 65_535;
  private static final String FILE = "ports.properties";

  private final StateFolder state;
  private final Map<String, Integer> chosen = new HashMap<>();

  Ports(StateFolder state) {
    this.state = state;
  }

  static int requireValid(int port) {
    if (port < ANY || port > MAX) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 for any, or 1 to 65535)");
    }
    return port;
  }

  /** Takes the requested port, or the remembered one if it is free, or any free one. */
  int choose(String name, int requested) {
    int port = requested == ANY ? rememberedOrAny(name) : requested;
    if (requested != ANY && !isFree(port)) {
      throw inUse(name, port);
    }
    chosen.put(name, port);
    return port;
  }

  private int rememberedOrAny(String name) {
    Properties remembered = state.readProperties(FILE);
    String text = remembered.getProperty(name, "");
    if (text.matches("[1-9]\\d{0,4}")) {
      int port = Integer.parseInt(text);
      if (port <= MAX && isFree(port)) {
        return port;
      }
    }
    return anyFree();
  }

  void remember() {
    Map<String, String> values = new HashMap<>();
    chosen.forEach((name, port) -> values.put(name, Integer.toString(port)));
    state.writeProperties(FILE, values);
  }

  static StackException inUse(String name, int port) {
    return new StackException(
        name
            + " port "
            + port
            + " is already in use on 127.0.0.1 (expected: a free port; end the process that holds"
            + " it or choose another port)");
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      // A bind that fails is the answer, not a fault.
      return false;
    }
  }

  static int anyFree() {
    try (ServerSocket socket = new ServerSocket(ANY, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StackException("no free port on 127.0.0.1: " + e, e);
    }
  }
}
