package dev.baton.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunIdsTests {
  @Test
  void theSameRequestIsAlwaysTheSameRun() {
    assertThat(RunIds.ofKey("acme", "order-7")).isEqualTo(RunIds.ofKey("acme", "order-7"));
    assertThat(RunIds.ofOrigin("acme", "topic", 3, 9L))
        .isEqualTo(RunIds.ofOrigin("acme", "topic", 3, 9L));
  }

  /** Other systems may compute run ids too, so the value itself is part of the contract. */
  @Test
  void theIdOfAKeyNeverChanges() {
    assertThat(RunIds.ofKey("default", "hello").toString())
        .isEqualTo("8ae8bf08-231d-5a34-b5ca-7fccc0c1ddf3");
    assertThat(RunIds.ofKey("default", "hello").value().version()).isEqualTo(5);
    assertThat(RunIds.ofKey("default", "hello").value().variant()).isEqualTo(2);
  }

  @Test
  void differentPartsNeverRunIntoEachOther() {
    List<RunId> ids =
        List.of(
            RunIds.ofKey("ab", "c"),
            RunIds.ofKey("a", "bc"),
            RunIds.ofKey("abc", ""),
            RunIds.ofOrigin("a", "b", 1, 23),
            RunIds.ofOrigin("a", "b", 12, 3));
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void aTaskIsNamedByItsPlaceAndItem() {
    RunId run = RunIds.ofKey("acme", "k");
    List<TaskId> ids = new ArrayList<>();
    ids.add(TaskId.of(run, "a", 0, 0, ""));
    ids.add(TaskId.of(run, "a", 1, 0, ""));
    ids.add(TaskId.of(run, "a", 0, 1, ""));
    ids.add(TaskId.of(run, "a", 0, 0, "x"));
    ids.add(TaskId.of(run, "b", 0, 0, ""));
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(TaskId.of(run, "a", 0, 0, "x")).isEqualTo(ids.get(3));
  }

  @Test
  void malformedIdsAreNamed() {
    assertThatThrownBy(() -> new TaskId("7"))
        .hasMessage("taskId: \"7\" (expected: 32 lower-case hexadecimal digits)");
    assertThatThrownBy(() -> RunId.parse("x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("runId: \"x\" (expected: a UUID)");
    String notHex = "zzzzzzzz-0000-0000-0000-000000000000";
    assertThatThrownBy(() -> RunId.parse(notHex)).hasMessageContaining(notHex);
  }
}
