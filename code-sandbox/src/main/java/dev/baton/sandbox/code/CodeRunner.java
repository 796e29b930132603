package dev.baton.sandbox.code;

import dev.baton.sandbox.DiskLimits;
import dev.baton.sandbox.Sandbox;
import dev.baton.sandbox.SandboxFile;
import dev.baton.sandbox.SandboxJob;
import dev.baton.sandbox.SandboxLimits;
import dev.baton.sandbox.SandboxResult;
import dev.baton.sandbox.SandboxUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compiles and runs programs in a sandbox. Thread-safe. */
public final class CodeRunner {

  private static final String CLASSES = "classes";
  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");

  /** There is no /proc inside by which the JDK's programs would find their libraries. */
  private static final List<String> WITH_LIBRARIES =
      List.of("/usr/bin/env", "LD_LIBRARY_PATH=/jdk/lib");

  /** Small and quick to start; a heap of half of the memory leaves room for the rest of a JVM. */
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-XX:+DisableAttachMechanism",
          "-XX:ErrorFile=/dev/null",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8");

  /** A source makes many classes; that they come out is no result of the program. */
  private static final DiskLimits CLASS_FILES =
      new DiskLimits(64 << 20, 8 << 20, 2_000, 1_000, 8 << 20);

  private final Sandbox sandbox;

  /** A runner. */
  public CodeRunner(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /**
   * Runs a program; assertions are on.
   *
   * @param job the program
   * @return what came of it
   * @throws InterruptedException if the caller was interrupted; nothing runs on
   * @throws SandboxUnavailableException if there is no sandbox, or not the language's tools;
   *     nothing was run
   */
  public CodeResult run(CodeJob job) throws InterruptedException {
    return switch (job.language()) {
      case JAVA -> java(job);
      case PYTHON -> python(job);
    };
  }

  private CodeResult python(CodeJob job) throws InterruptedException {
    require(sandbox.hasPython(), "/usr/bin/python3");
    List<String> command = List.of("/usr/bin/python3", "-B", job.main());
    return new CodeResult.Ran(
        sandbox.run(new SandboxJob(command, job.files(), job.stdin(), job.limits())));
  }

  private CodeResult java(CodeJob job) throws InterruptedException {
    require(sandbox.hasJava(), "bin/javac of a JDK");
    SandboxLimits limits = job.limits().withDisk(CLASS_FILES);
    SandboxResult compilation = sandbox.run(new SandboxJob(compiler(job), job.files(), "", limits));
    if (!compilation.ending().isSuccess()) {
      return new CodeResult.NotCompiled(compilation);
    }
    List<SandboxFile> all = new ArrayList<>(job.files());
    all.addAll(compilation.files());
    return new CodeResult.Ran(
        sandbox.run(new SandboxJob(program(job), all, job.stdin(), job.limits())));
  }

  private static List<String> compiler(CodeJob job) {
    List<String> command = new ArrayList<>(WITH_LIBRARIES);
    command.add("/jdk/bin/javac");
    command.add("-J-Xmx" + job.limits().memoryBytes() / 2);
    JVM.forEach(option -> command.add("-J" + option));
    command.addAll(
        List.of("-d", CLASSES, "-encoding", "UTF-8", "-proc:none", "-nowarn", "-Xmaxerrs", "20"));
    job.files().stream()
        .map(SandboxFile::path)
        .filter(path -> path.endsWith(Language.JAVA.ending()))
        .forEach(command::add);
    return command;
  }

  private static List<String> program(CodeJob job) {
    List<String> command = new ArrayList<>(WITH_LIBRARIES);
    command.add("/jdk/bin/java");
    command.add("-Xmx" + job.limits().memoryBytes() / 2);
    command.addAll(JVM);
    command.addAll(
        List.of("-XX:+ExitOnOutOfMemoryError", "-ea", "-cp", CLASSES + ":.", mainClass(job)));
    return command;
  }

  /** Named for its file, in the package that the file says. */
  private static String mainClass(CodeJob job) {
    String name = job.main().substring(job.main().lastIndexOf('/') + 1).replace(".java", "");
    Matcher declared = PACKAGE.matcher(job.mainFile().text());
    return declared.find() ? declared.group(1) + '.' + name : name;
  }

  private static void require(boolean there, String what) {
    if (!there) {
      throw new SandboxUnavailableException(what + " is missing");
    }
  }
}
