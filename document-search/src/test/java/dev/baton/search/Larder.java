package dev.baton.search;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** The documents of a made-up library, as a corpus. */
final class Larder {

  private Larder() {}

  static Corpus corpus() {
    try {
      return Corpus.of(
          "larder", Path.of(Objects.requireNonNull(Larder.class.getResource("/larder")).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
