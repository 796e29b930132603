package dev.baton.core.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.run.StepStatus;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkflowVariablesTests {
  @Test
  void everyStatusThatAStepMayEndWithCanBeComparedWith() {
    Stream<String> closed =
        Arrays.stream(StepStatus.values()).filter(StepStatus::isClosed).map(Enum::name);
    assertThat(WorkflowVariables.STATUSES)
        .isSorted()
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(closed, Stream.of(WorkflowVariables.NOT_STARTED)).toList());
  }
}
