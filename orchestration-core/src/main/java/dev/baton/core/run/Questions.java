package dev.baton.core.run;

import dev.baton.core.message.Signal;
import dev.baton.core.message.SignalKind;
import dev.baton.core.run.RunRecord.QuestionsRecord;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Work;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the one question that a signal answers, or says why it answers none. */
final class Questions {
  private static final int SHOWN = 60;

  private Questions() {}

  static List<Question> open(Draft draft) {
    return draft.find(new RunKey.Questions()).map(QuestionsRecord::open).orElse(List.of());
  }

  /** The question that a signal is meant for; only asked once nothing speaks against it. */
  static Question meant(Draft draft, Signal signal) {
    return candidates(draft, signal).getFirst();
  }

  static Optional<String> refusal(Draft draft, Signal signal) {
    List<Question> candidates = candidates(draft, signal);
    if (candidates.isEmpty()) {
      return Optional.of(
          signal
              .step()
              .map(step -> "step '" + cut(step) + "' waits for no such word")
              .orElse("no step waits for it"));
    }
    if (candidates.size() > 1) {
      return Optional.of(
          "it names no single step (expected one of: "
              + candidates.stream().map(Questions::name).collect(Collectors.joining(", "))
              + ")");
    }
    Step step = draft.plan().step(candidates.getFirst().step());
    return wrongSender(step, signal).or(() -> wrongInputs(draft, step, signal));
  }

  /** Foreign text, as much of it as helps. */
  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static List<Question> candidates(Draft draft, Signal signal) {
    return open(draft).stream()
        .filter(question -> isNamed(question, signal))
        .filter(question -> answers(signal, draft.plan().step(question.step())))
        .toList();
  }

  private static boolean isNamed(Question question, Signal signal) {
    return signal
        .step()
        .map(name -> name.equals(question.step()) || name.equals(question.taskId().value()))
        .orElse(true);
  }

  /** Whoever may say yes may say no; only a plain approval takes an approval. */
  private static boolean answers(Signal signal, Step step) {
    boolean approval = step.work() instanceof Work.Approve;
    return signal.kind() == SignalKind.DENY || approval == (signal.kind() == SignalKind.APPROVE);
  }

  private static String name(Question question) {
    return question.step() + " " + question.taskId();
  }

  private static Optional<String> wrongSender(Step step, Signal signal) {
    List<String> by =
        switch (step.work()) {
          case Work.Approve approve -> approve.by();
          case Work.Ask ask -> ask.by();
          case Work.Agent _, Work.Child _, Work.Planning _, Work.Pause _ -> List.<String>of();
        };
    boolean allowed = by.isEmpty() || signal.by().filter(by::contains).isPresent();
    return allowed
        ? Optional.empty()
        : Optional.of(
            "by: %s (expected one of: %s)"
                .formatted(
                    signal.by().map(Questions::cut).orElse("nobody named"), String.join(", ", by)));
  }

  private static Optional<String> wrongInputs(Draft draft, Step step, Signal signal) {
    if (signal.kind() != SignalKind.INPUT) {
      return Optional.empty();
    }
    int length =
        signal.inputs().entrySet().stream()
            .mapToInt(input -> input.getKey().length() + input.getValue().length())
            .sum();
    int most = draft.plan().limits().maxFieldsLength();
    if (length > most) {
      return Optional.of("inputs: %d characters (expected: at most %d)".formatted(length, most));
    }
    List<String> wanted = step.work() instanceof Work.Ask ask ? ask.names() : List.of();
    List<String> lacking =
        wanted.stream().filter(name -> !signal.inputs().containsKey(name)).toList();
    if (!lacking.isEmpty() || signal.inputs().isEmpty()) {
      return Optional.of(
          "inputs: lack %s (expected: %s)"
              .formatted(
                  lacking.isEmpty() ? "an answer" : String.join(", ", lacking),
                  wanted.isEmpty() ? "at least one" : String.join(", ", wanted)));
    }
    return Optional.empty();
  }
}
