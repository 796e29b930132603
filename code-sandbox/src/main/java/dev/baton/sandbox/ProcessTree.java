package dev.baton.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process with all that came from it, as the host sees them. Thread-safe. */
final class ProcessTree {

  private static final String RESIDENT = "VmRSS:";

  private final ProcessHandle top;

  ProcessTree(ProcessHandle top) {
    this.top = top;
  }

  /** Resident memory of all together; what two processes share counts twice. */
  long residentBytes() {
    return top.descendants().mapToLong(process -> residentBytes(process.pid())).sum();
  }

  /**
   * Kills the first process of the sandbox and thereby every other one in it; the supervisor lives
   * on and collects.
   */
  void killSandbox() {
    top.children().flatMap(ProcessHandle::children).forEach(ProcessHandle::destroyForcibly);
  }

  /** Kills everything. */
  void killAll() {
    List<ProcessHandle> all = top.descendants().toList();
    top.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private static long residentBytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith(RESIDENT)) {
          String kibibytes = line.substring(RESIDENT.length()).replace("kB", "").strip();
          return Long.parseLong(kibibytes) << 10;
        }
      }
    } catch (IOException _) {
      return 0; // it has ended
    }
    return 0;
  }
}
