package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.Result;
import dev.baton.core.workflow.Work;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bugs around plans, handoffs and loops. */
class PlantedPlanBugTests extends PlantedBugs {
  @Test
  void aHandoffThatGoesBackAndForthIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  boolean isPingPong(TaskRecord task, Hop next) {
                    return false;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("handoff"));
  }

  @Test
  void aLoopThatGoesRoundWithoutProgressIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  boolean isStuck(String roundBefore, String round) {
                    return false;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("loop"));
  }

  @Test
  void aPlanWithAForbiddenRoleIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  List<String> plannable(Work.Planning work) {
                    return List.of("role0", "role1", "role2");
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("plan:"));
  }

  @Test
  void aSecondRepairOfAPlanIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  int repairs() {
                    return 2;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("plan: a planner was asked"));
  }

  @Test
  void aLatePlanThatStartsASecondChildIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  Optional<String> refusesPlan(TaskRecord task, StepRecord step, Result result) {
                    return task.phase().isOpen() && !step.status().isClosed()
                        ? Optional.empty()
                        : Optional.of("closed");
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("plan:"));
  }

  @Test
  void aLoopFuseThatCountsRetriesIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  boolean isTurn(TaskRecord task) {
                    return true;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("fuse:"));
  }

  @Test
  void aLoopFuseThatNeverBlowsIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  boolean isTurn(TaskRecord task) {
                    return false;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("fuse:"));
  }
}
