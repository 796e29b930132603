package dev.baton.sandbox.code;

import dev.baton.sandbox.SandboxFile;
import dev.baton.sandbox.SandboxLimits;
import java.util.List;

/**
 * A program in source code.
 *
 * @param language what it is written in
 * @param files its files; for Java every one of them that ends so is compiled
 * @param main the file that is run: a script, or the source of a class with a main method
 * @param stdin its standard input
 * @param limits bounds on compiling, and once more on running
 */
public record CodeJob(
    Language language, List<SandboxFile> files, String main, String stdin, SandboxLimits limits) {

  /** Copies the files and checks that the main file is one of them. */
  public CodeJob {
    files = List.copyOf(files);
    String wanted = main;
    if (!main.endsWith(language.ending())
        || files.stream().noneMatch(file -> file.path().equals(wanted))) {
      throw new IllegalArgumentException(
          "main: %s (expected: one of the files, ending with %s)"
              .formatted(main, language.ending()));
    }
  }

  SandboxFile mainFile() {
    return files.stream().filter(file -> file.path().equals(main)).findFirst().orElseThrow();
  }
}
