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

  private NpmServers(Path folder) {
    this.folder = folder;
  }

  /** Installs them; the calling test is skipped, visibly, where they cannot be had. */
  static NpmServers installed(Path folder) throws Exception {
    assumeTrue(
        runs(folder, "node", "-e", "process.exit(parseInt(process.versions.node) < 20)"),
        "no Node 20 or newer: the real MCP servers are not tried");
    assumeTrue(runs(folder, "npm", "--version"), "no npm: the real MCP servers are not tried");
    copy("package.json", folder);
    copy("package-lock.json", folder);
    assumeTrue(
        runs(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
        () -> "npm ci failed: the real MCP servers are not tried; " + log(folder));
    return new NpmServers(folder);
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
