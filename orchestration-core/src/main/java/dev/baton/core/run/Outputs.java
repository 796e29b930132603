package dev.baton.core.run;

import static java.util.stream.Collectors.groupingBy;

import dev.baton.core.cel.CelJson;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.Citation;
import dev.baton.core.message.Content;
import dev.baton.core.message.ResultBody;
import dev.baton.core.run.RunRecord.ItemsRecord;
import dev.baton.core.workflow.MergePolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tasks of a step and what they brought. Always in the order of the items, never in the order
 * of arrival.
 */
final class Outputs {
  /** A total order, so that of several good results the same one is taken however they came. */
  private static final Comparator<Part> BY_CONFIDENCE =
      Comparator.comparingDouble(Part::confidence).reversed().thenComparing(Part::id);

  /**
   * One task of a step.
   *
   * @param id which
   * @param task its record
   */
  record Part(TaskId id, TaskRecord task) {
    ResultBody.TaskSucceeded output() {
      return task.output().orElseThrow(() -> new IllegalStateException(id + " has no output"));
    }

    private double confidence() {
      return output().confidence().orElse(0.0);
    }
  }

  private Outputs() {}

  /** The place of a task, its item read from the fan-out's list. */
  static TaskPlace place(Draft draft, StepRound step, int index) {
    Optional<String> item =
        draft
            .find(new RunKey.Items(step.step(), step.round(), index / ItemsRecord.CHUNK))
            .map(chunk -> chunk.items().get(index % ItemsRecord.CHUNK));
    return new TaskPlace(step.step(), step.round(), index, item);
  }

  /** The tasks that were created, from one item on. */
  static List<Part> created(Draft draft, StepRound step, int from, int to) {
    List<Part> parts = new ArrayList<>();
    for (int index = from; index < to; index++) {
      TaskId id = draft.idOf(place(draft, step, index));
      Optional<TaskRecord> task = draft.findTask(id);
      if (task.isPresent()) {
        parts.add(new Part(id, task.get()));
      }
    }
    return parts;
  }

  static List<Part> successes(Draft draft, StepRound step) {
    int next = draft.findStep(step).map(StepRecord::next).orElse(0);
    List<Part> successes = created(draft, step, 0, next);
    successes.removeIf(part -> part.task().phase() != TaskPhase.SUCCEEDED);
    return draft.guards().ordered(successes);
  }

  /**
   * The successes that a merge policy keeps. A function of the set of successes, so the order of
   * arrival does not matter.
   */
  static List<Part> merged(List<Part> successes, MergePolicy policy) {
    return switch (policy) {
      case CONCAT -> successes;
      case UNION -> distinct(successes);
      case BEST -> successes.stream().min(BY_CONFIDENCE).map(List::of).orElse(List.of());
      case VOTE -> mostCommon(successes);
    };
  }

  /** Characters that an output adds to whatever carries it. */
  static int length(ResultBody.TaskSucceeded output) {
    int length = output.fieldsJson().length();
    length += output.content().isPresent() ? output.content().get().inlineLength() : 0;
    for (Citation citation : output.citations()) {
      length += citation.quote().length();
    }
    return length;
  }

  private static List<Part> distinct(List<Part> successes) {
    if (successes.size() < 2) {
      return successes;
    }
    Set<Said> seen = new HashSet<>();
    List<Part> distinct = new ArrayList<>();
    for (Part part : successes) {
      if (seen.add(new Said(part.output().fieldsJson(), part.output().content()))) {
        distinct.add(part);
      }
    }
    return distinct;
  }

  /** One result of the largest group of equal ones. */
  private static List<Part> mostCommon(List<Part> successes) {
    Map<String, List<Part>> groups =
        successes.stream().sorted(BY_CONFIDENCE).collect(groupingBy(Outputs::vote));
    return groups.values().stream()
        .min(
            Comparator.<List<Part>>comparingInt(List::size)
                .reversed()
                .thenComparing(List::getFirst, BY_CONFIDENCE))
        .map(group -> List.of(group.getFirst()))
        .orElse(List.of());
  }

  private static String vote(Part part) {
    String fields = CelJson.write(CelJson.parseObject(part.output().fieldsJson()));
    return fields.equals("{}") ? text(part) : fields;
  }

  private static String text(Part part) {
    return part.output()
        .content()
        .map(content ->
            content.text().map(String::strip).orElseGet(() -> String.valueOf(content.reference())))
        .orElse("");
  }

  private record Said(String fieldsJson, Optional<Content> content) {}
}
