package dev.baton.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The command line that runs a job: a supervisor in a user and mount namespace of its own, and
 * inside of it bubblewrap, which makes the sandbox.
 *
 * <p>The first process dies with the thread that starts it, bubblewrap dies with the supervisor,
 * and the sandbox's first process with bubblewrap; a process namespace does not outlive its first
 * process.
 */
final class SandboxCommand {

  private static final String SUPERVISOR = supervisor();

  /** Processes may open this many files. */
  private static final int OPEN_FILES = 256;

  /** What a JVM reserves is many times what it uses. */
  private static final long ADDRESS_SPACE = 6L << 30;

  /** Folders of the system that a program sees, read-only: programs and libraries. */
  private static final List<String> SYSTEM = List.of("/usr/bin", "/usr/lib", "/usr/lib64");

  private static final List<String> DEVICES =
      List.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom");

  private final SandboxSettings settings;
  private final boolean disableUserNamespaces;

  SandboxCommand(SandboxSettings settings, boolean disableUserNamespaces) {
    this.settings = settings;
    this.disableUserNamespaces = disableUserNamespaces;
  }

  /** The whole command line. */
  List<String> arguments(SandboxJob job) {
    List<String> arguments = new ArrayList<>();
    arguments.add("/usr/bin/setpriv");
    if (ProcessUser.isRoot()) {
      String uid = Integer.toString(settings.uid());
      // The kernel does not count root's processes, so they belong to somebody else.
      arguments.addAll(List.of("--reuid", uid, "--regid", uid, "--clear-groups"));
    }
    arguments.addAll(List.of("--no-new-privs", "--pdeathsig", "KILL", "--"));
    arguments.addAll(List.of("/usr/bin/unshare", "--user", "--map-root-user", "--mount", "--"));
    arguments.addAll(List.of("/bin/sh", "-c", SUPERVISOR, "supervise"));
    addBounds(arguments, job.limits());
    addSandbox(arguments);
    addProgram(arguments, job);
    return arguments;
  }

  /** What the supervisor reads. */
  static Map<String, String> environment(SandboxLimits limits, int inputBytes) {
    // One byte more than wanted tells that there was more.
    int outputBytes = limits.outputBytes() + 1;
    return Map.of(
        "PATH",
        "/usr/sbin:/usr/bin:/sbin:/bin",
        "LC_ALL",
        "C",
        "INPUT_BYTES",
        Integer.toString(inputBytes),
        "OUTPUT_BYTES",
        Integer.toString(outputBytes),
        "CONTROL_BYTES",
        Integer.toString(2 * outputBytes + inputBytes + (1 << 20)),
        "DISK_BYTES",
        Long.toString(limits.disk().totalBytes()),
        "DISK_FILES",
        Integer.toString(limits.disk().files()));
  }

  private static void addBounds(List<String> arguments, SandboxLimits limits) {
    long seconds = limits.cpuTime().plus(Duration.ofNanos(999_999_999)).toSeconds();
    arguments.addAll(List.of("/usr/bin/nice", "-n", "10", "/usr/bin/prlimit"));
    // A program that overhears the first signal gets one a second later that it cannot.
    arguments.add("--cpu=%d:%d".formatted(seconds, seconds + 1));
    arguments.add("--data=" + limits.memoryBytes());
    arguments.add("--as=" + ADDRESS_SPACE);
    arguments.add("--nproc=" + limits.processes());
    arguments.add("--fsize=" + limits.disk().fileBytes());
    arguments.add("--nofile=" + OPEN_FILES);
    // One byte: of no bytes the kernel would still hand a dump to a program of the host.
    arguments.addAll(List.of("--core=1", "--memlock=0", "--msgqueue=0", "--"));
  }

  private void addSandbox(List<String> arguments) {
    arguments.add(settings.bubblewrap().toString());
    arguments.addAll(List.of("--unshare-all", "--unshare-user", "--as-pid-1"));
    if (disableUserNamespaces) {
      arguments.add("--disable-userns");
    }
    arguments.addAll(List.of("--die-with-parent", "--new-session", "--hostname", "sandbox"));
    arguments.addAll(List.of("--uid", "65534", "--gid", "65534", "--cap-drop", "ALL"));
    arguments.addAll(List.of("--seccomp", "7", "--clearenv"));
    arguments.addAll(List.of("--setenv", "PATH", "/usr/bin:/jdk/bin"));
    arguments.addAll(List.of("--setenv", "HOME", "/work", "--setenv", "LANG", "C.UTF-8"));
    for (String folder : SYSTEM) {
      arguments.addAll(List.of("--ro-bind-try", folder, folder));
      addTopLevel(arguments, Path.of("/" + Path.of(folder).getFileName()));
    }
    arguments.addAll(List.of("--ro-bind", settings.jdk().toString(), "/jdk"));
    for (String device : DEVICES) {
      arguments.addAll(List.of("--dev-bind", device, device));
    }
    arguments.addAll(
        List.of("--bind", "/tmp/disk/work", "/work", "--bind", "/tmp/disk/tmp", "/tmp"));
    // Last: until here the root is a folder in memory that has no bound.
    arguments.addAll(List.of("--chdir", "/work", "--remount-ro", "/", "--"));
  }

  /** {@code /bin} is a link on most systems and a folder on some. */
  private static void addTopLevel(List<String> arguments, Path folder) {
    if (Files.isSymbolicLink(folder)) {
      arguments.addAll(List.of("--symlink", "usr/" + folder.getFileName(), folder.toString()));
    } else if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      arguments.addAll(List.of("--ro-bind", folder.toString(), folder.toString()));
    }
  }

  private static void addProgram(List<String> arguments, SandboxJob job) {
    arguments.addAll(List.of("/usr/bin/timeout", "--signal", "KILL", seconds(job.limits())));
    // Standard error is bubblewrap's own until here, so that its faults are told from the
    // program's.
    arguments.addAll(List.of("/bin/sh", "-c", "exec \"$@\" 2>&9 9>&-", "sh"));
    arguments.addAll(job.command());
  }

  private static String seconds(SandboxLimits limits) {
    return String.format(Locale.ROOT, "%.3f", limits.wallTime().toMillis() / 1000.0);
  }

  private static String supervisor() {
    try (InputStream in = SandboxCommand.class.getResourceAsStream("supervise.sh")) {
      if (in == null) {
        throw new IllegalStateException("resource: supervise.sh (expected: on the class path)");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("resource: supervise.sh", e);
    }
  }
}
