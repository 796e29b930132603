package dev.baton.vectors;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the vectors of what was embedded last in a file, by the digest of the text, so that
 * learning again after a restart embeds nothing. It holds digests and vectors, never a text, and
 * only the last call's: it is meant for examples, which are embedded all at once.
 *
 * <p>A file that is missing, damaged or of another model is as good as none, and a file that cannot
 * be written is a warning: the vectors can always be made again. Thread-safe.
 */
public final class VectorFile implements SentenceEmbedder {

  private static final Logger log = LoggerFactory.getLogger(VectorFile.class);
  private static final String FORM = "baton.vectors.1";

  /** More would be no file of ours. */
  private static final int MAX_VECTORS = 1_000_000;

  private static final int MAX_DIMENSIONS = 8_192;

  private final SentenceEmbedder embedder;
  private final Path file;

  /** A file in front of an embedder. */
  public VectorFile(SentenceEmbedder embedder, Path file) {
    this.embedder = embedder;
    this.file = file;
  }

  @Override
  public String model() {
    return embedder.model();
  }

  @Override
  public synchronized List<float[]> embed(List<String> texts) {
    Map<String, float[]> known = read();
    List<String> missing =
        List.copyOf(
            new LinkedHashSet<>(
                texts.stream().filter(text -> !known.containsKey(TextDigest.of(text))).toList()));
    if (!missing.isEmpty()) {
      List<float[]> made = embedder.embed(missing);
      for (int i = 0; i < made.size(); i++) {
        known.put(TextDigest.of(missing.get(i)), made.get(i));
      }
      write(texts, known);
    }
    return texts.stream()
        .map(text -> Objects.requireNonNull(known.get(TextDigest.of(text))))
        .toList();
  }

  private Map<String, float[]> read() {
    try (CheckedInputStream checked =
            new CheckedInputStream(
                new BufferedInputStream(Files.newInputStream(file)), new CRC32());
        DataInputStream in = new DataInputStream(checked)) {
      if (!in.readUTF().equals(FORM) || !in.readUTF().equals(model())) {
        return new HashMap<>();
      }
      Map<String, float[]> vectors = readVectors(in);
      long sum = checked.getChecksum().getValue();
      if (in.readLong() != sum) {
        throw new IOException("checksum differs");
      }
      return vectors;
    } catch (NoSuchFileException _) {
      return new HashMap<>();
    } catch (IOException e) {
      log.warn("{} is damaged, its vectors are made again: {}", file, e.toString());
      return new HashMap<>();
    }
  }

  private static Map<String, float[]> readVectors(DataInputStream in) throws IOException {
    int count = bounded(in.readInt(), MAX_VECTORS);
    int dimensions = bounded(in.readInt(), MAX_DIMENSIONS);
    Map<String, float[]> vectors = new HashMap<>();
    for (int i = 0; i < count; i++) {
      byte[] digest = exactly(in, TextDigest.BYTES);
      float[] vector = new float[dimensions];
      ByteBuffer.wrap(exactly(in, dimensions * Float.BYTES)).asFloatBuffer().get(vector);
      vectors.put(HexFormat.of().formatHex(digest), vector);
    }
    return vectors;
  }

  private static int bounded(int value, int max) throws IOException {
    if (value < 0 || value > max) {
      throw new IOException("%d (expected: 0 to %d)".formatted(value, max));
    }
    return value;
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("cut off");
    }
    return bytes;
  }

  /** Written beside and then renamed, so that a crash leaves the earlier file or the new one. */
  private void write(List<String> texts, Map<String, float[]> vectors) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (CheckedOutputStream checked =
              new CheckedOutputStream(
                  new BufferedOutputStream(Files.newOutputStream(beside)), new CRC32());
          DataOutputStream out = new DataOutputStream(checked)) {
        out.writeUTF(FORM);
        out.writeUTF(model());
        writeVectors(out, texts, vectors);
        out.writeLong(checked.getChecksum().getValue());
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.warn("{} cannot be written, the next start embeds again: {}", file, e.toString());
    }
  }

  private static void writeVectors(
      DataOutputStream out, List<String> texts, Map<String, float[]> vectors) throws IOException {
    List<String> digests =
        List.copyOf(new LinkedHashSet<>(texts.stream().map(TextDigest::of).toList()));
    int dimensions = digests.isEmpty() ? 0 : vector(vectors, digests.getFirst()).length;
    out.writeInt(digests.size());
    out.writeInt(dimensions);
    for (String digest : digests) {
      out.write(HexFormat.of().parseHex(digest));
      for (float value : vector(vectors, digest)) {
        out.writeFloat(value);
      }
    }
  }

  private static float[] vector(Map<String, float[]> vectors, String digest) {
    return Objects.requireNonNull(vectors.get(digest));
  }

  @Override
  public void close() {
    embedder.close();
  }
}
