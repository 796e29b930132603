package dev.baton.agent.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.testing.Tasks;
import dev.baton.content.ContentStores;
import dev.baton.schemas.Content;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Reference;
import dev.baton.schemas.SliceEntry;
import dev.baton.schemas.SlicePart;
import dev.baton.schemas.Taint;
import dev.baton.schemas.Task;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimCheckTests {

  private static final int INLINE = ContentLimits.DEFAULT.inlineBytes();
  private static final int MIB = 1 << 20;

  @TempDir private Path folder;
  private ClaimCheck check;

  @BeforeEach
  void open() {
    check = check(new ContentLimits(INLINE, 3 * MIB));
  }

  @Test
  void leavesInTheStoreWhatIsLargerThanMayTravel() throws Exception {
    Content fits = content("x".repeat(INLINE));
    Content large = content("é".repeat(INLINE / 2) + "x");

    assertThat(check.left(fits)).isEqualTo(fits);
    Content left = check.left(large);

    assertThat(left.getText()).isNull();
    assertThat(left.getMediaType()).isEqualTo("text/plain");
    assertThat(left.getReference().getBytes()).isEqualTo(INLINE + 1);
    assertThat(check.left(left)).as("a reference stays one").isEqualTo(left);
  }

  @Test
  void fetchesWhatASliceRefersToAsUntrustedText() throws Exception {
    Content large = content("x".repeat(MIB));
    Content small = content("small");
    Task task =
        task(
            entry("large", Taint.TRUSTED, part("t1", small), part("t2", check.left(large))),
            entry("small", Taint.TRUSTED, part("t3", small)));

    Task fetched = check.fetched(task);

    assertThat(fetched.getSlice().get(0).getParts())
        .extracting(SlicePart::getContent)
        .containsExactly(small, large);
    assertThat(fetched.getSlice())
        .extracting(SliceEntry::getTaint)
        .containsExactly(Taint.UNTRUSTED, Taint.TRUSTED);
    assertThat(fetched.getSlice().get(1)).isEqualTo(task.getSlice().get(1));
    assertThat(fetched.getTaskId()).isEqualTo(task.getTaskId());
  }

  @Test
  void boundsWhatATaskFetchesInAll() throws Exception {
    Content large = check.left(content("x".repeat(MIB)));
    Reference lie = new Reference("file:/x", large.getReference().getSha256(), Long.MAX_VALUE);
    Content lying = new Content("text/plain", null, lie);

    for (Task task :
        List.of(
            task(
                entry("a", Taint.UNTRUSTED, part("t1", large), part("t2", large)),
                entry("b", Taint.UNTRUSTED, part("t3", large), part("t4", large))),
            task(entry("a", Taint.UNTRUSTED, part("t1", lying), part("t2", lying))))) {
      assertThatThrownBy(() -> check.fetched(task))
          .hasMessageMatching(
              "slice: \\d+ bytes by reference \\(expected: at most 3145728 in all\\)")
          .extracting(e -> ((TaskFailureException) e).failureClass())
          .isEqualTo(FailureClass.PERMANENT);
    }
  }

  @Test
  void failsForGoodOnTamperedOrMissingContentAndNamesIt() throws Exception {
    Content large = check.left(content("x".repeat(MIB)));
    Path file = Path.of(URI.create(large.getReference().getUri()));
    Task task = task(entry("large", Taint.UNTRUSTED, part("t1", large)));

    Files.writeString(file, "y".repeat(MIB));
    assertThat(failure(task)).isEqualTo(FailureClass.PERMANENT);
    assertThatThrownBy(() -> check.fetched(task)).hasMessageContaining("its bytes have digest");

    Files.delete(file);
    assertThat(failure(task)).isEqualTo(FailureClass.PERMANENT);
    assertThatThrownBy(() -> check.fetched(task))
        .hasMessageStartingWith(
            "slice large, task t1: content %s: not in the store"
                .formatted(large.getReference().getSha256()));
  }

  @Test
  void failsForGoodOnAReferenceThatIsNone() {
    for (Reference wrong :
        List.of(
            new Reference("file:/x", "../../etc/passwd", 1L),
            new Reference("no address", "0".repeat(64), 1L),
            new Reference("file:/x", "0".repeat(64), -1L))) {
      Content content = new Content("text/plain", null, wrong);
      assertThat(failure(task(entry("wrong", Taint.UNTRUSTED, part("t1", content)))))
          .isEqualTo(FailureClass.PERMANENT);
    }
  }

  @Test
  void hasAnUnreachableStoreTriedAgain() throws Exception {
    Files.writeString(folder.resolve("store"), "a file in the folder's place");

    assertThatThrownBy(() -> check.left(content("x".repeat(MIB))))
        .hasMessageStartingWith("result: content store: cannot put")
        .extracting(e -> ((TaskFailureException) e).failureClass())
        .isEqualTo(FailureClass.TRANSIENT);
  }

  @Test
  void refusesLargeContentWhereThereIsNoStore() throws Exception {
    ClaimCheck none = ClaimCheck.none();
    Content most = content("x".repeat(ContentLimits.MAX_INLINE_BYTES));
    Task task = task(entry("large", Taint.UNTRUSTED, part("t1", check.left(most))));

    assertThat(none.left(most)).isEqualTo(most);
    assertThatThrownBy(() -> none.left(content(most.getText() + "x")))
        .hasMessage(
            "content: 245761 bytes (expected: at most 245760 where no baton.content.store is set)");
    assertThatThrownBy(() -> none.fetched(task))
        .hasMessageContaining("slice large, task t1: content by reference");
  }

  private FailureClass failure(Task task) {
    try {
      throw new AssertionError("was fetched: " + check.fetched(task));
    } catch (TaskFailureException e) {
      return e.failureClass();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private ClaimCheck check(ContentLimits limits) {
    return ClaimCheck.with(
        ContentStores.open(folder.resolve("store").toUri(), 4 * MIB, Map.of()), limits);
  }

  private static Content content(String text) {
    return new Content("text/plain", text, null);
  }

  private static SlicePart part(String task, Content content) {
    return SlicePart.newBuilder().setTaskId(task).setContent(content).build();
  }

  private static SliceEntry entry(String key, Taint taint, SlicePart... parts) {
    return new SliceEntry(key, 1, "writer", taint, 1L, Arrays.asList(parts));
  }

  private static Task task(SliceEntry... slice) {
    return Tasks.task("task").setSlice(Arrays.asList(slice)).build();
  }
}
