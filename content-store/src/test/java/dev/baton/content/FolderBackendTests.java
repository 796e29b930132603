package dev.baton.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderBackendTests {

  private static final byte[] TEXT =
      "What is large travels by reference.".getBytes(StandardCharsets.UTF_8);

  /** Of {@link #TEXT}, by another program. */
  private static final String DIGEST =
      "2526f4ff1fee11242fb22197660d3373362927f71f91d3def4e32cc234ac9a06";

  @TempDir private Path folder;
  private ContentStore store;

  @BeforeEach
  void open() {
    store = ContentStores.open(folder.resolve("content").toUri(), 1 << 20, Map.of());
  }

  @Test
  void bringsBackWhatWasPut() throws Exception {
    ContentReference reference = store.put(TEXT);

    assertThat(reference.sha256()).isEqualTo(DIGEST);
    assertThat(reference.bytes()).isEqualTo(TEXT.length);
    assertThat(reference.uri()).isEqualTo(file().toUri());
    assertThat(store.open(reference)).isEqualTo(TEXT);
  }

  @Test
  void keepsTheSameContentOnceAndCountsItAsNew() throws Exception {
    ContentReference first = store.put(TEXT);
    Files.setLastModifiedTime(file(), FileTime.from(Instant.EPOCH));

    assertThat(store.put(TEXT)).isEqualTo(first);

    assertThat(files()).containsExactly(file());
    assertThat(Files.getLastModifiedTime(file()).toInstant()).isAfter(Instant.EPOCH);
  }

  @Test
  void detectsBytesThatWereChangedCutOffOrAddedTo() throws Exception {
    ContentReference reference = store.put(TEXT);
    byte[] changed = TEXT.clone();
    changed[3] ^= 1;

    for (byte[] bytes : List.of(changed, new byte[0], new byte[TEXT.length + 1])) {
      Files.write(file(), bytes);
      assertThat(kind(reference)).isEqualTo(ContentException.Kind.DAMAGED);
    }
  }

  @Test
  void replacesDamagedBytesWhenTheirContentIsPutAgain() throws Exception {
    ContentReference reference = store.put(TEXT);
    Files.write(file(), new byte[TEXT.length]);

    store.put(TEXT);

    assertThat(store.open(reference)).isEqualTo(TEXT);
  }

  @Test
  void namesContentThatIsNotThere() throws Exception {
    ContentReference reference = store.put(TEXT);
    Files.delete(file());

    assertThatThrownBy(() -> store.open(reference))
        .hasMessageContaining("content " + DIGEST + ": not in the store")
        .extracting(e -> ((ContentException) e).kind())
        .isEqualTo(ContentException.Kind.MISSING);
  }

  @Test
  void neverFollowsTheAddressInAReference() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "not for agents");

    assertThat(kind(new ContentReference(secret.toUri(), DIGEST, 14)))
        .isEqualTo(ContentException.Kind.MISSING);
    store.put(TEXT);
    assertThat(store.open(new ContentReference(secret.toUri(), DIGEST, TEXT.length)))
        .isEqualTo(TEXT);
  }

  @Test
  void refusesADigestThatCouldNameAnotherFile() {
    for (String digest :
        List.of("../../etc/passwd", "", DIGEST.toUpperCase(java.util.Locale.ROOT))) {
      assertThatThrownBy(() -> new ContentReference(URI.create("file:/x"), digest, 1))
          .isInstanceOf(ContentException.class)
          .hasMessageContaining("expected: 64 lower-case hexadecimal digits");
    }
  }

  @Test
  void refusesWhatIsLargerThanItsBound() throws Exception {
    byte[] tooLarge = new byte[(1 << 20) + 1];

    assertThatThrownBy(() -> store.put(tooLarge))
        .hasMessage("content: 1048577 bytes (expected: at most 1048576)");
    assertThat(kind(new ContentReference(URI.create("file:/x"), DIGEST, Long.MAX_VALUE)))
        .isEqualTo(ContentException.Kind.TOO_LARGE);
    assertThat(folder.resolve("content")).doesNotExist();
  }

  @Test
  void saysThatAFolderThatCannotBeWrittenMayBeThereLater() throws IOException {
    Files.writeString(folder.resolve("content"), "a file in the folder's place");

    assertThatThrownBy(() -> store.put(TEXT))
        .hasMessageContaining("cannot put " + DIGEST)
        .matches(e -> ((ContentException) e).passing());
  }

  @Test
  void showsNothingUnfinishedWhileManyPutTheSame() throws Exception {
    byte[] large = new byte[1 << 20];
    ContentReference reference = store.put(large);
    Files.delete(file(reference.sha256()));
    List<Callable<Boolean>> work =
        IntStream.range(0, 16)
            .<Callable<Boolean>>mapToObj(one -> () -> putOrRead(one, large, reference))
            .toList();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> done : threads.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
    }

    assertThat(files()).containsExactly(file(reference.sha256()));
  }

  /** Each with a store of its own, as processes have. */
  private boolean putOrRead(int one, byte[] large, ContentReference reference)
      throws InterruptedException {
    try (ContentStore own =
        ContentStores.open(folder.resolve("content").toUri(), 1 << 20, Map.of())) {
      if (one % 2 == 0) {
        return own.put(large).equals(reference);
      }
      return own.open(reference).length == large.length;
    } catch (ContentException e) {
      return e.kind() == ContentException.Kind.MISSING;
    }
  }

  @Test
  void leavesAnInterruptedPutWithoutATrace() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> store.put(TEXT)).isInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(files()).isEmpty();
  }

  @Test
  void purgesWhatNobodyHasPutForAWhile() throws Exception {
    Path content = folder.resolve("content");
    store.put(TEXT);
    ContentReference other = store.put(new byte[10]);
    Instant longAgo = Instant.now().minus(Duration.ofDays(91));
    Path foreign = Files.writeString(content.resolve("README"), "left alone");
    Path unfinished = Files.writeString(file().resolveSibling(".unfinished-1"), "half");
    for (Path old : List.of(file(), foreign, unfinished)) {
      Files.setLastModifiedTime(old, FileTime.from(longAgo));
    }

    ContentPurge.Report report =
        ContentPurge.purge(content, Instant.now().minus(Duration.ofDays(90)));

    assertThat(report).isEqualTo(new ContentPurge.Report(2, TEXT.length + 4, 1));
    assertThat(files()).containsExactlyInAnyOrder(foreign, file(other.sha256()));
    assertThat(ContentPurge.purge(folder.resolve("none"), Instant.now()).files()).isZero();
  }

  @Test
  void namesTheSchemesThatItCanOpen() {
    assertThatThrownBy(() -> ContentStores.open(URI.create("ftp://host/x"), 1, Map.of()))
        .hasMessage("content store: ftp://host/x (expected: an address of scheme file)");
    assertThatThrownBy(() -> ContentStores.open(URI.create("file:/x"), 0, Map.of()))
        .hasMessageContaining("0 bytes (expected: 1 to 1073741824)");
  }

  private ContentException.Kind kind(ContentReference reference) throws InterruptedException {
    try {
      store.open(reference);
      throw new AssertionError("was opened: " + reference);
    } catch (ContentException e) {
      return e.kind();
    }
  }

  private Path file() {
    return file(DIGEST);
  }

  private Path file(String digest) {
    return folder.resolve("content").resolve(digest.substring(0, 2)).resolve(digest);
  }

  private List<Path> files() {
    if (!Files.exists(folder.resolve("content"))) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder.resolve("content"))) {
      return all.filter(Files::isRegularFile).collect(Collectors.toList());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
