package dev.baton.worker.reviewer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Has the JDK's compiler look at Java that nobody has read: no annotation processor, no class path,
 * nothing written, nothing run. Types that the draft does not show are no fault of it. Thread-safe.
 */
final class JavaCheck {

  /** Longer code is not looked at: a compiler's time and memory grow with it. */
  static final int MAX_CHARS = 64 * 1024;

  /** What one look may take; a compiler cannot be stopped, so the next look waits for its end. */
  static final Duration MAX_TIME = Duration.ofSeconds(20);

  private static final int MAX_ISSUES = 6;

  private static final Semaphore ONE_AT_A_TIME = new Semaphore(1);

  private JavaCheck() {}

  /**
   * Checks the Java blocks of one draft together, since they may need each other.
   *
   * @throws InterruptedException if the work was interrupted
   */
  static Checked of(List<CodeBlock> blocks) throws InterruptedException {
    List<JavaUnit> units = blocks.stream().map(JavaUnit::new).toList();
    List<JavaUnit> whole = units.stream().filter(JavaUnit::isWhole).toList();
    Checked pieces =
        new Checked(
            List.of(),
            units.stream()
                .filter(unit -> !unit.isWhole())
                .map(unit -> unit.block().place() + ": a piece, no whole file")
                .toList());
    return whole.isEmpty() ? pieces : pieces.and(compiled(whole));
  }

  private static Checked compiled(List<JavaUnit> units) throws InterruptedException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      return Checked.not("java: no compiler here (expected: a JDK)");
    }
    int chars = units.stream().mapToInt(unit -> unit.block().code().length()).sum();
    if (chars > MAX_CHARS) {
      return Checked.not("java: %d characters (expected: at most %d)".formatted(chars, MAX_CHARS));
    }
    if (!ONE_AT_A_TIME.tryAcquire(MAX_TIME.toSeconds(), TimeUnit.SECONDS)) {
      return Checked.not("java: the compiler is busy with an earlier draft");
    }
    FutureTask<Checked> look =
        new FutureTask<>(() -> {
          try {
            return look(compiler, units);
          } finally {
            ONE_AT_A_TIME.release();
          }
        });
    Thread.ofPlatform().daemon().name("java-check").start(look);
    return awaited(look);
  }

  private static Checked awaited(FutureTask<Checked> look) throws InterruptedException {
    try {
      return look.get(MAX_TIME.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      return Checked.not("java: not compiled within " + MAX_TIME);
    } catch (ExecutionException e) {
      return Checked.not("java: the compiler failed with " + e.getCause());
    }
  }

  private static Checked look(JavaCompiler compiler, List<JavaUnit> units) {
    boolean alone = units.stream().noneMatch(unit -> unit.needsOthers(units));
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      files.setLocation(StandardLocation.CLASS_PATH, List.of());
      List<String> options =
          List.of(
              "-proc:none",
              "-Xlint:none",
              // Checked as far as it goes without writing a class; the syntax alone, where classes
              // are missing.
              "-XDshould-stop.ifNoError=" + (alone ? "FLOW" : "PARSE"));
      boolean passed =
          compiler.getTask(Writer.nullWriter(), files, found, options, List.of(), units).call();
      if (!passed && found.getDiagnostics().isEmpty()) {
        return Checked.not(
            "java: the compiler gave up (expected: code that is not nested too deep)");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("compiler", e);
    }
    List<ReviewIssue> issues = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> one : found.getDiagnostics()) {
      if (one.getKind() == Diagnostic.Kind.ERROR && !aboutWhatIsNotShown(one)) {
        issues.add(issue(one));
      }
    }
    return new Checked(
        issues.stream().limit(MAX_ISSUES).toList(),
        alone ? List.of() : List.of("java: syntax only, since it needs classes of others"));
  }

  private static boolean aboutWhatIsNotShown(Diagnostic<?> one) {
    String code = String.valueOf(one.getCode());
    return code.startsWith("compiler.err.doesnt.exist")
        || (code.startsWith("compiler.err.cant.resolve")
            && one.getMessage(Locale.ROOT).matches("(?s).*symbol: +class .*"));
  }

  private static ReviewIssue issue(Diagnostic<? extends JavaFileObject> one) {
    String place =
        one.getSource() instanceof JavaUnit unit
            ? "%s, line %d".formatted(unit.block().place(), one.getLineNumber())
            : ReviewIssue.WHOLE;
    return new ReviewIssue(
        place,
        "does not compile: " + one.getMessage(Locale.ROOT).replaceAll("\\s+", " "),
        Severity.CRITICAL);
  }
}
