package dev.baton.cli.state;

import dev.baton.cli.failure.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that a local installation keeps its data in.
 *
 * @param root the folder, absolute
 */
public record StateFolder(Path root) {

  /** Makes the path absolute. */
  public StateFolder {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * Creates the folder where there is none.
   *
   * @throws CommandFailure if it cannot be written
   */
  public StateFolder prepared() {
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw CommandFailure.failed(
          "state folder: " + root + " (expected: a folder that can be written)", e);
    }
    if (!Files.isWritable(root)) {
      throw CommandFailure.failed(
          "state folder: " + root + " (expected: a folder that can be written)");
    }
    return this;
  }

  /** What runs, while something runs. */
  public Path stackFile() {
    return root.resolve("stack.json");
  }

  /** Held by the process that runs the local stack. */
  public Path lockFile() {
    return root.resolve("stack.lock");
  }

  /** The folders of documents that agents may read, by name. */
  public Path corporaFile() {
    return root.resolve("corpora.properties");
  }

  /** The cards of agents that were added. */
  public Path agents() {
    return root.resolve("agents");
  }

  /** The log of the services that run detached. */
  public Path logFile() {
    return root.resolve("baton.log");
  }

  /**
   * The log of every other command; two processes cannot share a file that is renamed when full.
   */
  public Path commandLogFile() {
    return root.resolve("commands.log");
  }

  /** Data of broker and registry. */
  public Path stackData() {
    return root.resolve("stack");
  }

  /** The local stack's content store. */
  public Path content() {
    return root.resolve("content");
  }

  /** Local copies of the orchestrator's state. */
  public Path streams() {
    return root.resolve("streams");
  }

  /** There where the local stack has priority classes. */
  public Path priorities() {
    return root.resolve("priorities");
  }

  /** What the cluster was set up from, so that a restart need not do it again. */
  public Path clusterDigest() {
    return root.resolve("cluster.digest");
  }
}
