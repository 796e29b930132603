package dev.baton.cli.output;

import dev.baton.schemas.Answer;
import dev.baton.schemas.AnswerStatus;
import dev.baton.schemas.Citation;
import dev.baton.schemas.Content;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Missing;
import dev.baton.schemas.Route;
import dev.baton.schemas.RouteKind;
import dev.baton.schemas.RouteStage;
import dev.baton.schemas.StepReport;
import dev.baton.schemas.Usage;
import dev.baton.serde.ContractClasses;
import java.time.Instant;
import java.util.List;

/** Answers for tests. */
final class Answers {

  static final String RUN = "0b7a3a44-3a6e-5c1e-8b0f-1f6f5f0c9d11";

  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

  static {
    ContractClasses.trust();
  }

  private Answers() {}

  /** A complete answer with two sources, extracted without a model. */
  static Answer complete() {
    return base(AnswerStatus.COMPLETE)
        .setContent(Content.newBuilder().setText("First. [1]\n\nSecond. [2]\n").build())
        .setFieldsJson("{\"extractive\": true}")
        .setCitations(
            List.of(
                new Citation(1, "docs", "failure-contract.md", 12, 14, "First."),
                new Citation(2, "docs", "guide/intro.md", 3, 3, "Second.")))
        .setSteps(
            List.of(
                new StepReport(
                    "research", "researcher", "SUCCEEDED", 1, 2, 3, 85L, usage(700, 41), null),
                new StepReport("write", "writer", "SUCCEEDED", 1, 1, 1, 1_240L, usage(0, 0), null)))
        .build();
  }

  /** A partial answer that lacks one item and one step. */
  static Answer partial() {
    return base(AnswerStatus.PARTIAL)
        .setReason("2 of 3 items are there")
        .setContent(Content.newBuilder().setText("Some.").build())
        .setMissing(
            List.of(
                new Missing(
                    "research",
                    "what \u001b[31mhappens",
                    FailureClass.TIMEOUT,
                    "no answer\nin 10 s"),
                new Missing("review", null, FailureClass.BUDGET, "tokens are spent")))
        .build();
  }

  /** A refused request. */
  static Answer failed() {
    return base(AnswerStatus.FAILED)
        .setReason("hint: 'agent:nobody' (expected: a known agent)")
        .setWorkflow("")
        .setRoute(
            Route.newBuilder()
                .setKind(RouteKind.NONE)
                .setTarget("")
                .setStage(RouteStage.HINT)
                .setReason("unknown agent")
                .setRouterVersion("1")
                .build())
        .build();
  }

  private static Answer.Builder base(AnswerStatus status) {
    return Answer.newBuilder()
        .setRunId(RUN)
        .setTenant("default")
        .setStatus(status)
        .setRoute(
            Route.newBuilder()
                .setKind(RouteKind.WORKFLOW)
                .setTarget("answer")
                .setStage(RouteStage.RULE)
                .setRule("questions")
                .setReason("The goal is a question.")
                .setRunnerUp("agent:generalist")
                .setRouterVersion("1")
                .build())
        .setWorkflow("answer@1")
        .setUsage(usage(700, 41))
        .setStartedAt(START)
        .setFinishedAt(START.plusMillis(1_420));
  }

  private static Usage usage(long input, long output) {
    return Usage.newBuilder().setInputTokens(input).setOutputTokens(output).build();
  }
}
