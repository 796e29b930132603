package dev.baton.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Remembers which process runs for a state folder, to find it again when its parent was killed.
 *
 * <p>The system gives a process's number to another one sooner or later. So a process counts as
 * ours only if its start time is the one written down and its command line bears this folder's
 * mark.
 */
final class PidFile {
  private static final String FILE = "child.properties";
  private static final String MARK_PROPERTY = "-Dbaton.stack.state=";

  /** Start times are derived from the boot time, which a clock adjustment may shift a little. */
  private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

  private final StateFolder state;

  PidFile(StateFolder state) {
    this.state = state;
  }

  /** The argument that a child must carry to be recognised. */
  String mark() {
    return MARK_PROPERTY + state.path();
  }

  void write(ProcessHandle child) {
    String started = child.info().startInstant().map(Instant::toString).orElse("unknown");
    state.writeProperties(FILE, Map.of("pid", Long.toString(child.pid()), "started", started));
  }

  void delete() {
    try {
      Files.deleteIfExists(state.file(FILE));
    } catch (IOException e) {
      throw new StackException("cannot delete " + state.file(FILE) + ": " + e, e);
    }
  }

  /** The child of a former owner, if it still runs. */
  Optional<ProcessHandle> leftover() {
    Properties written = state.readProperties(FILE);
    Optional<Instant> started = instant(written.getProperty("started", ""));
    if (started.isEmpty()) {
      return Optional.empty();
    }
    return number(written.getProperty("pid", ""))
        .flatMap(ProcessHandle::of)
        .filter(ProcessHandle::isAlive)
        .filter(process -> startedAt(process, started.get()))
        .filter(this::bearsMark);
  }

  private static boolean startedAt(ProcessHandle process, Instant expected) {
    return process
        .info()
        .startInstant()
        .map(actual -> Duration.between(expected, actual).abs().compareTo(START_TOLERANCE) <= 0)
        .orElse(false);
  }

  private boolean bearsMark(ProcessHandle process) {
    return process.info().arguments().stream().flatMap(Arrays::stream).anyMatch(mark()::equals);
  }

  private static Optional<Long> number(String text) {
    return text.matches("[1-9]\\d{0,17}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      // A torn or unknown entry proves nothing about any process, so none is taken for ours.
      return Optional.empty();
    }
  }
}
