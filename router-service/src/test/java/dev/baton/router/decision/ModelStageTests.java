package dev.baton.router.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.router.Samples;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.Target;
import dev.baton.router.rules.RoutingRules;
import dev.baton.schemas.Route;
import dev.baton.schemas.RouteStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelStageTests {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:30Z");
  private static final TargetModel.Cost COST = new TargetModel.Cost("m", 300, 9, 61);

  private final List<TargetModel.Question> questions = new ArrayList<>();
  private Instant now = NOW;

  private RoutingPolicy policy(int perMinute, TargetModel.Answer answer) {
    TargetModel model =
        new TargetModel() {
          @Override
          public String name() {
            return "m";
          }

          @Override
          public Answer pick(Question question) {
            questions.add(question);
            return answer;
          }
        };
    ClassifierStage stage =
        new ClassifierStage(Classifier.silent("is still learning"), new Thresholds(0.05, 0.1))
            .before(new ModelStage(model, perMinute, () -> now));
    return new RoutingPolicy(
        new RequestValidator(new RequestLimits(262_144)),
        new RoutingRules(List.of(), "00"),
        stage,
        new Target.Agent("generalist"));
  }

  private Route route(RoutingPolicy policy, String goal) {
    return policy
        .decide(new Inquiry(Samples.request(goal).build(), "default", 100), Samples.catalog(), now)
        .route();
  }

  private static TargetModel.Answer picks(String target) {
    return new TargetModel.Picked(Optional.of(target), COST);
  }

  @Test
  void theModelsTargetIsTakenWithItsCostInTheReason() {
    Route route = route(policy(10, picks("agent:coder")), "do it");

    assertThat(route.getStage()).isEqualTo(RouteStage.MODEL);
    assertThat(route.getTarget()).isEqualTo("coder");
    assertThat(route.getRunnerUp()).isEqualTo("agent:generalist");
    assertThat(route.getReason())
        .isEqualTo(
            "No rule takes the request, and the classifier is still learning. The model m picks agent:coder (300 tokens in, 9 out, cost 0.000061).");
  }

  @Test
  void theModelSeesEveryRoutableTargetWithItsDescriptionAndNoMoreThanTheBeginning() {
    route(policy(10, picks("agent:coder")), "x".repeat(50_000));

    TargetModel.Question question = questions.getFirst();
    assertThat(question.goal()).hasSize(ModelStage.MAX_GOAL_CHARS);
    Catalog catalog = Samples.catalog();
    assertThat(question.targets().keySet()).isEqualTo(catalog.targets());
    question
        .targets()
        .forEach((name, text) ->
            assertThat(text).isEqualTo(catalog.description(Target.parse(name).orElseThrow())));
  }

  @Test
  void anUnknownTargetAFailureAndNoneGoToTheFallbackWithTheReason() {
    for (TargetModel.Answer answer :
        List.of(
            picks("agent:root"),
            picks("no target"),
            new TargetModel.Failed("deadline passed"),
            new TargetModel.Picked(Optional.empty(), COST))) {
      Route route = route(policy(10, answer), "do it");

      assertThat(route.getStage()).as(answer.toString()).isEqualTo(RouteStage.FALLBACK);
      assertThat(route.getTarget()).isEqualTo("generalist");
      assertThat(route.getReason()).contains("The model m ").doesNotContain("root");
    }
    assertThat(route(policy(10, new TargetModel.Failed("deadline passed")), "do it").getReason())
        .endsWith("The model m did not decide: deadline passed.");
  }

  @Test
  void oneQuestionIsPaidOnceAndAFailureIsNotRemembered() {
    RoutingPolicy policy = policy(10, picks("agent:coder"));
    route(policy, "do it");
    Route again = route(policy, "do it");

    assertThat(questions).hasSize(1);
    assertThat(again.getTarget()).isEqualTo("coder");
    assertThat(again.getReason()).endsWith("(remembered).");
    RoutingPolicy failing = policy(10, new TargetModel.Failed("overloaded"));
    route(failing, "do it");
    route(failing, "do it");
    assertThat(questions).hasSize(3);
  }

  @Test
  void aFloodOfForeignRequestsHasABoundEveryMinute() {
    RoutingPolicy policy = policy(2, picks("agent:coder"));
    route(policy, "one");
    route(policy, "two");
    Route third = route(policy, "three");

    assertThat(questions).hasSize(2);
    assertThat(third.getStage()).isEqualTo(RouteStage.FALLBACK);
    assertThat(third.getReason())
        .endsWith("was not asked: its 2 questions of this minute are used.");
    now = now.plusSeconds(30);
    assertThat(route(policy, "three").getStage()).isEqualTo(RouteStage.MODEL);
  }

  @Test
  void aHintIsNeverReconsidered() {
    Route route =
        policy(10, picks("agent:coder"))
            .decide(
                new Inquiry(
                    Samples.request("do it").setHint("agent:generalist").build(), "default", 100),
                Samples.catalog(),
                now)
            .route();

    assertThat(route.getStage()).isEqualTo(RouteStage.HINT);
    assertThat(questions).isEmpty();
  }
}
