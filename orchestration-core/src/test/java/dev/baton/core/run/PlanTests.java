package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.cel.CelJson;
import dev.baton.core.id.RunIds;
import dev.baton.core.message.AgentCard;
import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Budget;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Missing;
import dev.baton.core.message.ParentLink;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.SliceEntry;
import dev.baton.core.message.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTests {
  private static final String GOOD =
      """
      look: {agent: x, objective: Find the facts., writes: facts}
      tell: {agent: y, needs: [look], reads: [facts]}
      """;
  private static final String FORBIDDEN = "look: {agent: z}";
  private static final String STEP = "a: {plan: p, allow: [x, y], max: 3, tasks: 7, tokens: 900}";

  @Test
  void aPlannerIsToldItsGoalItsRolesAndItsBounds() {
    Task task = run(STEP).task("a", 0);
    assertThat(task.role()).isEqualTo("p");
    assertThat(task.skill()).isEqualTo("plan");
    assertThat(task.objective()).isEqualTo("goal");
    assertThat(told(task))
        .containsEntry("maxSteps", 3L)
        .containsEntry("maxTasks", 7L)
        .containsEntry("maxTokens", 900L)
        .containsEntry(
            "roles",
            List.of(
                Map.of(
                    "role",
                    "x",
                    "description",
                    "x",
                    "skills",
                    List.of(Map.of("name", "work", "description", "work"))),
                Map.of(
                    "role",
                    "y",
                    "description",
                    "y",
                    "skills",
                    List.of(Map.of("name", "work", "description", "work")))));
  }

  @Test
  void anAcceptedPlanIsCarriedOutByAChildRunOfItsSteps() {
    Scenario run = plans(run(STEP), GOOD);
    assertThat(run.justDecided()).containsExactly("PlanAccepted", "TurnTaken", "ChildStarted");
    RunEvent.Routed child = started(run);
    assertThat(child.runId()).isEqualTo(RunIds.ofChild(run.task("a", 0).taskId(), 2));
    assertThat(child.cards()).extracting(AgentCard::role).containsExactly("x", "y");
    assertThat(child.request().budget().orElseThrow())
        .isEqualTo(
            new Budget(Optional.of(900L), Optional.empty(), Optional.empty(), Optional.of(7)));

    Scenario planned = Scenario.child(child);
    assertThat(planned.task("look", 0).objective()).isEqualTo("Find the facts.");
    planned.succeeds("look").succeeds("tell");
    run.happens(Scenario.told(planned, RunEvent.ChildAnswered.class));
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
    assertThat(run.answer().content().orElseThrow().text()).contains("tell0");
    assertThat(run.answer().usage().inputTokens()).as("planner and both steps").isEqualTo(30);
  }

  @Test
  void aPlanThatCannotBeUsedGoesBackOnceWithAllItsFlaws() {
    Scenario run = plans(run(STEP), "look: {agent: z, needs: [gone]}\nask: {approve: {}}");
    assertThat(run.justDecided()).containsExactly("PlanRefused", "TurnTaken", "TaskDispatched");
    Task again = run.task("a", 0);
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(again.previousFailure()).contains(FailureClass.MALFORMED);
    assertThat(String.valueOf(told(again).get("flaws")))
        .contains("step 'look': key 'agent': 'z' is no role for this plan (expected one of: x, y)")
        .contains("step 'ask': key 'approve' is not for plans")
        .contains("there is no step 'gone'");
    assertThat(String.valueOf(told(again).get("refused"))).contains("agent: z");
    assertThat(plans(run, GOOD).justDecided()).contains("ChildStarted");
    assertThat(run.header().spending().retries()).as("no retry was used up").isZero();
  }

  @Test
  void aSecondPlanThatCannotBeUsedSendsTheWorkToTheFallback() {
    Scenario run = plans(plans(run(STEP.replace("}", ", fallback: y}")), FORBIDDEN), FORBIDDEN);
    assertThat(run.justDecided())
        .containsExactly("PlanRefused", "TaskRerouted", "TurnTaken", "TaskDispatched");
    assertThat(run.task("a", 0).role()).isEqualTo("y");
    assertThat(run.task("a", 0).skill()).isEqualTo("work");
    assertThat(run.task("a", 0).slice()).isEmpty();
    run.succeeds("a");
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
  }

  @Test
  void theGeneralistStepsInWhereItsCardCameWithTheRequest() {
    Scenario with = run(STEP, AgentCard.of("generalist", "answer"));
    assertThat(plans(plans(with, FORBIDDEN), FORBIDDEN).justDispatched())
        .containsExactly("a[0]#3@generalist");
    Scenario without = run(STEP);
    plans(plans(without, FORBIDDEN), FORBIDDEN);
    assertThat(without.answer().status()).isEqualTo(AnswerStatus.FAILED);
    assertThat(without.answer().missing())
        .extracting(Missing::detail)
        .containsExactly(
            "the plan cannot be used: step 'look': key 'agent': 'z' is no role for this plan"
                + " (expected one of: x, y)");
  }

  @Test
  void aPlannerThatPlansForItselfStepsInWithItsOtherSkill() {
    Scenario run =
        run("a: {plan: p, allow: [x], fallback: p}", Scenario.withSkills("p", "work", "plan"));
    assertThat(run.task("a", 0).skill()).isEqualTo("plan");
    plans(plans(run, FORBIDDEN), FORBIDDEN);
    assertThat(run.task("a", 0).skill()).isEqualTo("work");
    run.succeeds("a");
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
  }

  @Test
  void aPlanThatComesTwiceOrLateStartsNothing() {
    Scenario run = run(STEP);
    Task first = run.task("a", 0);
    plans(run, GOOD);
    run.result(first, new ResultBody.Plan(GOOD), "again");
    assertThat(run.justDecided()).containsExactly("ResultSuperseded");
    assertThat(run.lastEffects()).isEmpty();

    Scenario lost = run(STEP);
    Task late = lost.task("a", 0);
    lost.begins("a", Duration.ofSeconds(10)).passes(Duration.ofSeconds(20));
    assertThat(lost.task("a", 0).attempt()).isEqualTo(2);
    lost.result(late, new ResultBody.Plan(GOOD), "late");
    assertThat(lost.justDecided()).containsExactly("ResultSuperseded");
  }

  @Test
  void aPlannersResultIsNoPlan() {
    Scenario run = run(STEP).succeeds("a");
    assertThat(run.justDecided()).containsExactly("TaskAttemptFailed", "RetryScheduled");
    assertThat(detail(run)).isEqualTo("the worker answered with a result (expected: a plan)");
    Scenario handing = run(STEP);
    handing.result(
        handing.task("a", 0),
        new ResultBody.Handoff("x", "goal", List.of(), "state", List.of(), "not mine"));
    assertThat(detail(handing)).contains("with a handoff (expected: a plan)");
  }

  @Test
  void aWorkerCannotSpeakForTheChildRun() {
    Scenario run = run(STEP);
    Task first = run.task("a", 0);
    plans(run, GOOD);
    run.result(Scenario.attempt(first, 2), Scenario.success("mine", "{}"));
    assertThat(run.justDecided()).containsExactly("ResultSuperseded");
    run.result(first, Scenario.success("late", "{}"), "late");
    assertThat(run.justDecided()).containsExactly("ResultSuperseded");
  }

  @Test
  void aPlanWhereNoneIsAskedForFailsTheAttempt() {
    Scenario run = run("a: {agent: x, retry: {max: 1}}");
    plans(run, GOOD);
    assertThat(run.answer().missing())
        .extracting(Missing::detail)
        .containsExactly(
            "the worker answered with a plan (expected: a result; the step is no plan step)");
    Scenario fallback = plans(plans(run(STEP.replace("}", ", fallback: y}")), FORBIDDEN), "");
    plans(fallback, GOOD);
    assertThat(fallback.answer().missing())
        .extracting(Missing::detail)
        .containsExactly(
            "the worker answered with a plan (expected: a result; its role does the work)");
  }

  @Test
  void aChildThatFailsSendsTheWorkToTheFallback() {
    Scenario run = plans(run(STEP.replace("}", ", fallback: y}")), GOOD);
    Scenario planned = Scenario.child(started(run)).fails("look", FailureClass.PERMANENT);
    planned.fails("tell", FailureClass.PERMANENT);
    run.happens(Scenario.told(planned, RunEvent.ChildAnswered.class));
    assertThat(run.justDispatched()).containsExactly("a[0]#3@y");
  }

  @Test
  void aLateSuccessOfTheFallbackCountsThoughItHasHandedTheTaskOver() {
    Scenario run =
        run("a: {plan: p, allow: [x], fallback: w}", Scenario.card("w", "y"), Scenario.card("y"));
    plans(plans(run, FORBIDDEN), FORBIDDEN);
    Task fallback = run.task("a", 0);
    run.result(
        fallback,
        new ResultBody.Handoff("y", "find it", List.of(), "half done", List.of(), "not my trade"));
    assertThat(run.justDispatched()).containsExactly("a[0]#4@y");
    run.result(fallback, Scenario.success("done", "{}"), "late");
    assertThat(run.justDecided()).contains("TaskSucceeded");
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
  }

  @Test
  void aChildThatIsLostIsStartedAgainWithoutAnotherPlan() {
    Scenario run = plans(run(STEP.replace("}", ", timeout: 1m}")), GOOD);
    RunEvent.Routed first = started(run);
    run.passes(Duration.ofMinutes(1).plusSeconds(2));
    assertThat(Scenario.told(run, RunEvent.SignalReceived.class).runId()).isEqualTo(first.runId());
    assertThat(started(run).parent().map(ParentLink::attempt)).contains(3);
    assertThat(started(run).workflow()).isEqualTo(first.workflow());
  }

  @Test
  void whatAPartialPlanLacksTheAnswerLacksToo() {
    Scenario run = plans(run(STEP), GOOD);
    Scenario planned = Scenario.child(started(run)).fails("look", FailureClass.PERMANENT);
    planned.succeeds("tell");
    run.happens(Scenario.told(planned, RunEvent.ChildAnswered.class));
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
    assertThat(run.answer().missing().getFirst().detail()).contains("step 'look'");
  }

  @Test
  void planningHasTheDepthOfChildRuns() {
    Scenario run = Scenario.withCards(RunLimits.DEFAULT.withMaxDepth(1), STEP, cards());
    assertThat(run.tasks()).as("nothing is spent on a plan that must not run").isEmpty();
    assertThat(run.answer().missing().getFirst().detail())
        .isEqualTo("depth of child runs: 2 (expected: at most 1)");
  }

  @Test
  void aPlannerWithoutTheSkillIsRefusedAtOnce() {
    Scenario run = run("a: {plan: x, allow: [y]}");
    assertThat(run.answer().reason())
        .isEqualTo("step 'a': agent 'x' has no skill 'plan' (expected one of: work)");
    assertThat(run("a: {plan: p, allow: [nobody]}").answer().reason())
        .isEqualTo("step 'a': agent 'nobody' has no card (expected: a published agent)");
  }

  @Test
  void plannerAndPlannedRunShareWhatTheStepHas() {
    Scenario run = run("a: {plan: p, allow: [x, y], budget: {maxTokens: 4000}}");
    assertThat(run.task("a", 0).maxTokens()).contains(4_000L);
    plans(run, GOOD);
    assertThat(started(run).request().budget().flatMap(Budget::maxTokens))
        .as("what the planner's reply cost is gone")
        .contains(3_989L);
  }

  private static Scenario run(String step, AgentCard... more) {
    AgentCard[] all = Stream.concat(Stream.of(cards()), Stream.of(more)).toArray(AgentCard[]::new);
    return Scenario.withCards(step, all);
  }

  private static AgentCard[] cards() {
    return new AgentCard[] {
      Scenario.withSkills("p", "plan"),
      AgentCard.of("x", "work"),
      AgentCard.of("y", "work"),
      AgentCard.of("z", "work")
    };
  }

  private static Scenario plans(Scenario run, String steps) {
    return run.result(run.task("a", 0), new ResultBody.Plan(steps));
  }

  private static RunEvent.Routed started(Scenario run) {
    return Scenario.told(run, RunEvent.Routed.class);
  }

  private static Map<String, Object> told(Task task) {
    SliceEntry entry = task.slice().getLast();
    assertThat(entry.key()).isEqualTo("planning");
    return CelJson.parseObject(entry.parts().getFirst().fieldsJson());
  }

  private static String detail(Scenario run) {
    return run.lastFacts().stream()
        .filter(TaskFact.TaskAttemptFailed.class::isInstance)
        .map(fact -> ((TaskFact.TaskAttemptFailed) fact).failure().message())
        .findFirst()
        .orElseThrow();
  }
}
