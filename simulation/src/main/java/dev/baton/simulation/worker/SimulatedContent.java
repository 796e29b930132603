package dev.baton.simulation.worker;

import dev.baton.content.ContentBackend;
import dev.baton.simulation.chance.Fault;
import dev.baton.simulation.cluster.Contents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/** A worker's way to the place where large texts lie. */
final class SimulatedContent implements ContentBackend {
  /** Longer text does not travel in the worlds. */
  static final int INLINE_BYTES = 64;

  private final Pod pod;
  private final Contents contents;

  SimulatedContent(Pod pod, Contents contents) {
    this.pod = pod;
    this.contents = contents;
  }

  @Override
  public void write(String sha256, byte[] bytes) throws IOException {
    reach();
    if (pod.scene().habits().keepsContent()) {
      contents.put(sha256, bytes);
    }
  }

  @Override
  public Optional<InputStream> open(String sha256) throws IOException {
    reach();
    return contents.find(sha256).map(ByteArrayInputStream::new);
  }

  private void reach() throws IOException {
    pod.fibers().checkAlive();
    if (pod.strikes(Fault.CONTENT_STORE_AWAY)) {
      throw new IOException("the content store is away");
    }
  }

  @Override
  public URI address(String sha256) {
    return Contents.address(sha256);
  }
}
