package dev.baton.mcp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real servers, installed from npm as the committed lock says. */
final class NpmServers {

  private static final int INSTALL_MINUTES = 5;

  private final Path folder;
  private final String problem;

  private NpmServers(Path folder, String problem) {
    this.folder = folder;
    this.problem = problem;
  }

  /** Installs them, or remembers why they cannot be had. */
  static NpmServers installed(Path folder) throws Exception {
    return new NpmServers(folder, problem(folder));
  }

  private static String problem(Path folder) throws Exception {
    if (!runs(folder, "node", "-e", "process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)")) {
      return "no Node 20 or newer";
    }
    if (!runs(folder, "npm", "--version")) {
      return "no npm";
    }
    copy("package.json", folder);
    copy("package-lock.json", folder);
    return runs(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        ? ""
        : "npm ci failed: " + log(folder);
  }

  /** The calling test is skipped, visibly, where they cannot be had. */
  void assumeInstalled() {
    assumeTrue(problem.isEmpty(), () -> "the real MCP servers are not tried: " + problem);
  }

  /** The script of a server. */
  Path script(String server) {
    return folder.resolve("node_modules/@modelcontextprotocol/" + server + "/dist/index.js");
  }

  private static void copy(String name, Path folder) throws IOException {
    try (InputStream in = NpmServers.class.getResourceAsStream("/servers/" + name)) {
      if (in == null) {
        throw new IOException("/servers/" + name + " is not on the class path");
      }
      Files.copy(in, folder.resolve(name));
    }
  }

  private static boolean runs(Path folder, String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("npm.log").toFile())
              .start();
      if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException _) {
      return false; // it is not there
    }
  }

  private static String log(Path folder) {
    try {
      return Files.readString(folder.resolve("npm.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
