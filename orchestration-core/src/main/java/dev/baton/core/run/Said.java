package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.Citation;
import dev.baton.core.message.Content;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Missing;
import dev.baton.core.message.ResultBody;
import dev.baton.core.workflow.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an answer says: the results of the answer step, from its last round that brought any.
 *
 * @param content the text
 * @param fieldsJson inline fields as a JSON object
 * @param citations the sources
 * @param unsaid what could not be put into one answer
 */
record Said(
    Optional<Content> content,
    String fieldsJson,
    List<Citation> citations,
    Optional<Missing> unsaid) {
  static final Said NOTHING = new Said(Optional.empty(), "{}", List.of(), Optional.empty());

  static Said by(Draft draft, String answerStep) {
    Step step = draft.plan().step(answerStep);
    for (int round = draft.current(answerStep).round(); round >= 0; round--) {
      List<TaskId> parts = Outputs.merged(draft, new StepRound(answerStep, round), step.merge());
      if (!parts.isEmpty()) {
        return parts.size() == 1
            ? single(output(draft, parts.getFirst()))
            : joined(draft, answerStep, parts);
      }
    }
    return NOTHING;
  }

  List<Missing> withUnsaid(List<Missing> missing) {
    if (unsaid.isEmpty()) {
      return missing;
    }
    List<Missing> all = new ArrayList<>(missing);
    all.add(unsaid.get());
    return all;
  }

  private static ResultBody.TaskSucceeded output(Draft draft, TaskId id) {
    return draft
        .peekTask(id)
        .flatMap(TaskRecord::output)
        .orElseThrow(() -> new IllegalStateException(id + " has no output"));
  }

  private static Said single(ResultBody.TaskSucceeded output) {
    return new Said(output.content(), output.fieldsJson(), output.citations(), Optional.empty());
  }

  /** Several results become one text, in the order of the items, as far as it can carry them. */
  private static Said joined(Draft draft, String step, List<TaskId> parts) {
    List<ResultBody.TaskSucceeded> carried = new ArrayList<>();
    int room = draft.plan().limits().maxAnswerLength();
    for (TaskId part : parts) {
      ResultBody.TaskSucceeded output = output(draft, part);
      boolean referenced = output.content().flatMap(Content::reference).isPresent();
      int length = Outputs.length(output);
      if (!referenced && length <= room) {
        room -= length;
        carried.add(output);
      }
    }
    int left = parts.size() - carried.size();
    Optional<Missing> unsaid =
        left == 0
            ? Optional.empty()
            : Optional.of(
                new Missing(
                    step,
                    Optional.empty(),
                    FailureClass.PERMANENT,
                    left + " results are too large to be joined into one answer"));
    return new Said(
        text(carried),
        carried.stream()
            .map(ResultBody.TaskSucceeded::fieldsJson)
            .collect(Collectors.joining(",", "{\"items\":[", "]}")),
        carried.stream().flatMap(output -> output.citations().stream()).toList(),
        unsaid);
  }

  private static Optional<Content> text(List<ResultBody.TaskSucceeded> outputs) {
    List<String> texts =
        outputs.stream()
            .flatMap(output -> output.content().stream())
            .flatMap(content -> content.text().stream())
            .toList();
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.of(Content.markdown(String.join("\n\n", texts)));
  }
}
