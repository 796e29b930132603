package dev.baton.mcp;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A worker that has a server start a child, writes down the ids of both, and waits to be killed.
 * Its arguments: where the server writes its calls, and where the ids go.
 */
final class MortalWorker {

  private MortalWorker() {}

  public static void main(String[] arguments) throws Exception {
    Path calls = Path.of(arguments[0]);
    Path ids = Path.of(arguments[1]);
    try (Worker worker = new Worker(Set.of("mcp:fake/stay"), Servers.fake("fake", calls))) {
      Path draft = ids.resolveSibling("draft");
      Files.writeString(draft, worker.text("mcp__fake__stay", "{}"));
      Files.move(draft, ids, StandardCopyOption.ATOMIC_MOVE);
      new CountDownLatch(1).await();
    }
  }
}
