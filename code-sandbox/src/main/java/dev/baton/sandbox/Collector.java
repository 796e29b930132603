package dev.baton.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes out of an archive what a run left behind: only regular files with safe names, within the
 * bounds. Nothing is ever unpacked onto a file system.
 */
final class Collector {

  private static final int MAX_LEFT_OUT = 20;
  private static final int MAX_FAULT_BYTES = 2_000;
  private static final String WORK = "work/";

  private final SandboxJob job;
  private final Map<String, byte[]> control = new HashMap<>();
  private final List<SandboxFile> files = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private long collectedBytes;
  private long passedBytes;
  private int passedFiles;

  private Collector(SandboxJob job) {
    this.job = job;
  }

  /**
   * What was left behind.
   *
   * @param code exit code of the whole
   * @param fault what the makers of the sandbox complain about; blank where it was made
   */
  record Collected(
      int code,
      String fault,
      CapturedText stdout,
      CapturedText stderr,
      List<SandboxFile> files,
      List<String> leftOut) {}

  /** The archive of a job's input. */
  static byte[] pack(SandboxJob job, byte[] filter) {
    TarWriter tar = new TarWriter();
    tar.add("control/filter", filter);
    tar.add("control/stdin", job.stdin().getBytes(StandardCharsets.UTF_8));
    for (SandboxFile file : job.files()) {
      tar.add("disk/" + WORK + file.path(), file.content());
    }
    return tar.end();
  }

  /** Reads an archive as far as the bounds allow. */
  static Collected read(SandboxJob job, InputStream in) throws IOException {
    Collector collector = new Collector(job);
    collector.readAll(new TarReader(in));
    return collector.collected();
  }

  private void readAll(TarReader tar) throws IOException {
    Optional<TarReader.Entry> next = tar.next();
    while (next.isPresent()) {
      TarReader.Entry entry = next.get();
      if (entry.name().startsWith(WORK)) {
        if (isTooMuch(entry)) {
          leftOut.add("the rest: more than may come out");
          return;
        }
        take(tar, entry);
      } else {
        control.put(entry.name(), control(tar, entry));
      }
      next = tar.next();
    }
  }

  private byte[] control(TarReader tar, TarReader.Entry entry) throws IOException {
    long most = Math.max(MAX_FAULT_BYTES, job.limits().outputBytes() + 1L);
    return entry.size() <= most ? tar.content(entry) : new byte[0];
  }

  /** Sparse files and empty ones are cheap to make and dear to read. */
  private boolean isTooMuch(TarReader.Entry entry) {
    passedBytes += entry.size();
    passedFiles++;
    return passedBytes > job.limits().disk().totalBytes()
        || passedFiles > job.limits().disk().files()
        || leftOut.size() >= MAX_LEFT_OUT - 1;
  }

  private void take(TarReader tar, TarReader.Entry entry) throws IOException {
    if (entry.type() == '5') {
      return;
    }
    String path = entry.name().substring(WORK.length());
    Optional<String> objection = objection(entry, path);
    if (objection.isPresent()) {
      leftOut.add(SandboxFile.shown(path) + ": " + objection.get());
      return;
    }
    SandboxFile file = new SandboxFile(path, tar.content(entry));
    if (!job.files().contains(file)) {
      collectedBytes += entry.size();
      files.add(file);
    }
  }

  private Optional<String> objection(TarReader.Entry entry, String path) {
    if (entry.type() != '0') {
      return Optional.of(kind(entry.type()));
    }
    if (!SandboxFile.isSafe(path)) {
      return Optional.of("a name that is not taken");
    }
    if (files.size() >= job.limits().disk().collectedFiles()) {
      return Optional.of("one file too many");
    }
    return collectedBytes + entry.size() > job.limits().disk().collectedBytes()
        ? Optional.of("too large: %d bytes".formatted(entry.size()))
        : Optional.empty();
  }

  private static String kind(char type) {
    return switch (type) {
      case '1' -> "a hard link";
      case '2' -> "a symbolic link";
      case '6' -> "a named pipe";
      default -> "no regular file";
    };
  }

  private Collected collected() throws IOException {
    String exit = text("exit").strip();
    if (!exit.matches("\\d{1,3}")) {
      throw new IOException("archive: no exit code (expected: one)");
    }
    int outputBytes = job.limits().outputBytes();
    return new Collected(
        Integer.parseInt(exit),
        text("fault").strip(),
        CapturedText.of(bytes("stdout"), outputBytes),
        CapturedText.of(bytes("stderr"), outputBytes),
        files.stream().sorted(java.util.Comparator.comparing(SandboxFile::path)).toList(),
        leftOut);
  }

  private String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  private byte[] bytes(String name) {
    return control.getOrDefault(name, new byte[0]);
  }

  /** The first bytes of a stream that may have many. */
  static String firstLines(InputStream in) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    byte[] buffer = new byte[1_024];
    int read = in.read(buffer);
    while (read >= 0) {
      kept.write(buffer, 0, Math.min(read, MAX_FAULT_BYTES - kept.size()));
      read = in.read(buffer);
    }
    return kept.toString(StandardCharsets.UTF_8).strip();
  }
}
