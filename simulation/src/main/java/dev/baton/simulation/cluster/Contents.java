package dev.baton.simulation.cluster;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the large texts of one world lie, by their digest. Used by one thread at a time. */
public final class Contents {
  private final Map<String, byte[]> kept = new HashMap<>();

  /** Nothing is kept yet. */
  public Contents() {}

  /** Keeps a text. */
  public void put(String sha256, byte[] bytes) {
    kept.put(sha256, bytes.clone());
  }

  /** A text that is kept. */
  public Optional<byte[]> find(String sha256) {
    return Optional.ofNullable(kept.get(sha256)).map(byte[]::clone);
  }

  /** The address that references name. */
  public static URI address(String sha256) {
    return URI.create("memory:" + sha256);
  }
}
