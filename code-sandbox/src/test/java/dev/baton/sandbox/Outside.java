package dev.baton.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What a program must neither see nor change: files, a process, listeners, the clock. */
final class Outside implements AutoCloseable {

  static final String SECRET = "the-secret-of-the-host";

  private final Path folder;
  private final Process process;
  private final ServerSocket tcp;
  private final DatagramSocket udp;
  private final ServerSocketChannel unix;
  private final int freePort;
  private final AtomicInteger visitors = new AtomicInteger();
  private final Map<String, String> before;
  private final long clock = clock();

  Outside(Path folder, int uid) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("secret"), SECRET);
    // Anybody may: the sandbox is to hold, not the modes of files.
    Files.setPosixFilePermissions(
        folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
    this.before = files();
    this.process = canary(uid);
    InetAddress any = InetAddress.getByName("0.0.0.0");
    this.tcp = new ServerSocket(0, 50, any);
    this.udp = new DatagramSocket(new InetSocketAddress(any, 0));
    this.unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    unix.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
    try (ServerSocket free = new ServerSocket(0)) {
      this.freePort = free.getLocalPort();
    }
    Thread.ofVirtual().start(() -> countTcp());
    Thread.ofVirtual().start(() -> countUdp());
    Thread.ofVirtual().start(() -> countUnix());
  }

  /** A process of the same user as those of the sandbox, so that no right protects it. */
  private static Process canary(int uid) throws IOException {
    String user = Integer.toString(uid);
    List<String> command =
        ProcessUser.isRoot()
            ? List.of("setpriv", "--reuid", user, "--regid", user, "--clear-groups", "sleep", "600")
            : List.of("sleep", "600");
    return new ProcessBuilder(command).start();
  }

  List<String> arguments() throws IOException {
    return Stream.of(
            folder.toString(),
            address(),
            process.pid(),
            tcp.getLocalPort(),
            udp.getLocalPort(),
            freePort)
        .map(String::valueOf)
        .toList();
  }

  /** An address of this host that others can reach; a test address where it has none. */
  private static String address() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst()
        .orElse("192.0.2.1");
  }

  /** Everything that has changed; empty where nothing has. */
  List<String> changes() throws IOException {
    List<String> changes = new java.util.ArrayList<>();
    if (!files().equals(before)) {
      changes.add("files: " + files() + " instead of " + before);
    }
    if (!process.isAlive()) {
      changes.add("the canary process is dead");
    }
    if (visitors.get() > 0) {
      changes.add(visitors + " visitors");
    }
    if (Math.abs(clock() - clock) > 5_000) {
      changes.add("the clock was changed");
    }
    changes.addAll(processesWith(folder.toString()));
    return changes;
  }

  /** Processes whose command line has a text; those of this JVM aside. */
  static List<String> processesWith(String text) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .map(process -> process.getFileName() + " " + commandLine(process))
          .filter(line -> line.contains(text) && !line.contains("surefire"))
          .toList();
    }
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
          .replace('\0', ' ');
    } catch (IOException _) {
      return ""; // it has ended
    }
  }

  private Map<String, String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      Map<String, String> contents = new TreeMap<>();
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), Files.readString(file));
      }
      return contents;
    }
  }

  /** Differs from one moment to the next only where the clock is changed. */
  private static long clock() {
    return System.currentTimeMillis() - System.nanoTime() / 1_000_000;
  }

  private void countTcp() {
    try {
      while (true) {
        tcp.accept().close();
        visitors.incrementAndGet();
      }
    } catch (IOException _) {
      // closed at the end
    }
  }

  private void countUdp() {
    try {
      while (true) {
        udp.receive(new java.net.DatagramPacket(new byte[16], 16));
        visitors.incrementAndGet();
      }
    } catch (IOException _) {
      // closed at the end
    }
  }

  private void countUnix() {
    try {
      while (true) {
        unix.accept().close();
        visitors.incrementAndGet();
      }
    } catch (IOException _) {
      // closed at the end
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      tcp.close();
      udp.close();
      unix.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
