package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.id.RunIds;
import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Budget;
import dev.baton.core.message.Content;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Missing;
import dev.baton.core.message.ParentLink;
import dev.baton.core.message.Request;
import dev.baton.core.message.SignalKind;
import dev.baton.core.message.WorkflowDefinition;
import dev.baton.core.workflow.WorkflowParser;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChildRunTests {
  private static final WorkflowDefinition INNER =
      WorkflowParser.definition("name: inner\nsteps: {deep: {agent: x}, also: {agent: x}}\n");

  @Test
  void aChildsAnswerIsItsParentsResultAndItsCostGoesUp() {
    Scenario parent = parent("a: {workflow: inner, objective: dig}");
    assertThat(parent.justDecided()).endsWith("ChildStarted");
    RunEvent.Routed routed = started(parent);
    assertThat(routed.runId()).isEqualTo(RunIds.ofChild(link(routed).taskId(), 1));
    assertThat(routed.request().goal()).isEqualTo("dig");
    assertThat(routed.request().deadline().orElseThrow()).isBefore(parent.header().deadline());

    Scenario child = Scenario.child(routed).succeeds("deep").succeeds("also");
    assertThat(child.answers()).as("its answer goes to the parent only").isZero();
    parent.happens(told(child, RunEvent.ChildAnswered.class));

    assertThat(parent.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
    assertThat(parent.answer().content()).contains(Content.markdown("also0"));
    assertThat(parent.answer().usage().inputTokens()).isEqualTo(20);
  }

  @Test
  void aChildsAnswerThatComesTwiceCountsOnce() {
    Scenario parent = parent("a: {workflow: inner}\nb: {agent: x}");
    Scenario child = Scenario.child(started(parent)).succeeds("deep").succeeds("also");
    RunEvent answered = told(child, RunEvent.ChildAnswered.class);
    parent.happens(answered).happens(answered);
    assertThat(parent.justDecided()).containsExactly("ResultSuperseded");
    parent.succeeds("b");
    assertThat(parent.answer().usage().inputTokens()).isEqualTo(30);
  }

  @Test
  void whatAPartialChildLacksItsParentLacksToo() {
    Scenario parent = parent("a: {workflow: inner}");
    Scenario child = Scenario.child(started(parent));
    child.fails("deep", FailureClass.PERMANENT).succeeds("also");
    parent.happens(told(child, RunEvent.ChildAnswered.class));
    assertThat(parent.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
    assertThat(parent.answer().missing())
        .extracting(Missing::detail)
        .containsExactly("child run is partial: missing: step 'deep': PERMANENT happened");
  }

  @Test
  void aCancelReachesTheChild() {
    Scenario parent = parent("a: {workflow: inner}");
    Scenario child = Scenario.child(started(parent));
    parent.signal(SignalKind.CANCEL);
    child.happens(told(parent, RunEvent.SignalReceived.class));
    assertThat(child.header().end()).contains(AnswerStatus.CANCELLED);
    parent.happens(told(child, RunEvent.ChildAnswered.class));
    assertThat(parent.justDecided()).containsExactly("EventSuperseded");
    assertThat(parent.answers()).isEqualTo(1);
  }

  @Test
  void aChildThatIsLostIsCancelledBeforeTheNextIsStarted() {
    Scenario parent = parent("a: {workflow: inner, timeout: 1m}");
    RunEvent.Routed first = started(parent);
    parent.passes(Duration.ofMinutes(1));
    assertThat(told(parent, RunEvent.SignalReceived.class).runId()).isEqualTo(first.runId());
    parent.passes(Duration.ofSeconds(2));
    assertThat(link(started(parent)).attempt()).isEqualTo(2);
    assertThat(started(parent).runId()).isNotEqualTo(first.runId());
  }

  @Test
  void theBudgetGoesDown() {
    Budget budget =
        new Budget(Optional.of(1_000L), Optional.of(700L), Optional.empty(), Optional.of(9));
    Scenario parent = parent("a: {workflow: inner}", Request.of("goal").withBudget(budget));
    Budget given = started(parent).request().budget().orElseThrow();
    assertThat(given.maxTokens()).contains(1_000L);
    assertThat(given.maxCostMicros()).contains(700L);
    assertThat(parent.header().spending().costMicrosReserved()).isEqualTo(700);
    assertThat(given.maxTasks()).as("the child itself is one").contains(8);
    assertThat(parent.header().spending().tokensReserved()).isEqualTo(1_000);
  }

  @Test
  void nestingIsBounded() {
    WorkflowDefinition self =
        WorkflowParser.definition("name: inner\nsteps: {a: {workflow: inner}}\n");
    Scenario run = Scenario.fresh().routeNested(Request.of("goal"), self, List.of(self));
    for (int depth = 2; depth <= RunLimits.DEFAULT.maxDepth(); depth++) {
      run = Scenario.child(started(run));
    }
    assertThat(told(run, RunEvent.ChildAnswered.class).reason())
        .isEqualTo("missing: step 'a': depth of child runs: 4 (expected: at most 3)");
  }

  @Test
  void aWorkflowThatDidNotComeWithTheRequestIsNamed() {
    Scenario run =
        Scenario.fresh()
            .routeNested(
                Request.of("goal"),
                WorkflowParser.definition("name: w\nsteps: {a: {workflow: gone}}\n"),
                List.of());
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.FAILED);
    assertThat(run.answer().reason()).contains("workflow 'gone', which a step names");
  }

  private static Scenario parent(String steps) {
    return parent(steps, Request.of("goal"));
  }

  private static Scenario parent(String steps, Request request) {
    return Scenario.fresh()
        .routeNested(request, WorkflowParser.definition(Scenario.workflow(steps)), List.of(INNER));
  }

  private static RunEvent.Routed started(Scenario run) {
    return told(run, RunEvent.Routed.class);
  }

  private static ParentLink link(RunEvent.Routed routed) {
    return routed.parent().orElseThrow();
  }

  private static <E extends RunEvent> E told(Scenario run, Class<E> kind) {
    return Scenario.told(run, kind);
  }
}
