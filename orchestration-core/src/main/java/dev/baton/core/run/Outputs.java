package dev.baton.core.run;

import dev.baton.core.cel.CelJson;
import dev.baton.core.id.Digests;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.Citation;
import dev.baton.core.message.Content;
import dev.baton.core.message.Reference;
import dev.baton.core.message.ResultBody;
import dev.baton.core.run.RunRecord.ItemsRecord;
import dev.baton.core.workflow.MergePolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The tasks of a step and what they brought. Always in the order of the items, never in the order
 * of arrival, and of a wide step one at a time: together its results may be larger than the memory.
 */
final class Outputs {
  /** Tasks of a step whose records are kept once they were read: other thoughts need them too. */
  private static final int KEPT = 64;

  /** A total order, so that of several good results the same one is taken however they came. */
  private static final Comparator<Ranked> BY_CONFIDENCE =
      Comparator.comparingDouble(Ranked::confidence).reversed().thenComparing(Ranked::id);

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
  }

  private record Ranked(TaskId id, double confidence) {
    static Ranked of(Part part) {
      return new Ranked(part.id(), part.output().confidence().orElse(0.0));
    }

    Ranked better(Ranked other) {
      return BY_CONFIDENCE.compare(this, other) <= 0 ? this : other;
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

  /** The record of one of so many tasks. */
  static Optional<TaskRecord> task(Draft draft, TaskId id, int among) {
    return among > KEPT ? draft.peekTask(id) : draft.findTask(id);
  }

  /** Goes through the tasks that were created. */
  static void eachCreated(Draft draft, StepRound step, Consumer<Part> use) {
    int created = draft.findStep(step).map(StepRecord::next).orElse(0);
    List<TaskId> ids = new ArrayList<>(created);
    for (int index = 0; index < created; index++) {
      ids.add(draft.idOf(place(draft, step, index)));
    }
    for (TaskId id : draft.guards().ordered(draft, ids)) {
      task(draft, id, created).ifPresent(task -> use.accept(new Part(id, task)));
    }
  }

  /** Goes through the tasks that succeeded. */
  static void eachSuccess(Draft draft, StepRound step, Consumer<Part> use) {
    eachCreated(
        draft,
        step,
        part -> {
          if (part.task().phase() == TaskPhase.SUCCEEDED) {
            use.accept(part);
          }
        });
  }

  /**
   * The successes that a merge policy keeps. A function of the set of successes, so the order of
   * arrival does not matter.
   */
  static List<TaskId> merged(Draft draft, StepRound step, MergePolicy policy) {
    return switch (policy) {
      case CONCAT -> all(draft, step);
      case UNION -> distinct(draft, step);
      case BEST -> best(draft, step);
      case VOTE -> mostCommon(draft, step);
    };
  }

  private static List<TaskId> all(Draft draft, StepRound step) {
    List<TaskId> all = new ArrayList<>();
    eachSuccess(draft, step, part -> all.add(part.id()));
    return all;
  }

  private static List<TaskId> best(Draft draft, StepRound step) {
    List<Ranked> best = new ArrayList<>(1);
    eachSuccess(
        draft,
        step,
        part -> {
          Ranked ranked = Ranked.of(part);
          best.add(best.isEmpty() ? ranked : best.removeFirst().better(ranked));
        });
    return best.stream().map(Ranked::id).toList();
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

  private static List<TaskId> distinct(Draft draft, StepRound step) {
    if (draft.findStep(step).map(StepRecord::succeeded).orElse(0) < 2) {
      return all(draft, step);
    }
    Set<String> seen = new HashSet<>();
    List<TaskId> distinct = new ArrayList<>();
    eachSuccess(
        draft,
        step,
        part -> {
          if (seen.add(digest(part.output()))) {
            distinct.add(part.id());
          }
        });
    return distinct;
  }

  /** Stands for what an output says, and is short however long that is. */
  private static String digest(ResultBody.TaskSucceeded output) {
    Optional<Content> content = output.content();
    Optional<Reference> reference = content.flatMap(Content::reference);
    return Digests.sha256(
        output.fieldsJson(),
        content.map(Content::mediaType).orElse(""),
        content.flatMap(Content::text).map(text -> "=" + text).orElse(""),
        reference.map(Reference::toString).orElse(""));
  }

  private record Group(int size, Ranked best) {
    Group and(Group other) {
      return new Group(size + other.size, best.better(other.best));
    }
  }

  /** One result of the largest group of equal ones. */
  private static List<TaskId> mostCommon(Draft draft, StepRound step) {
    Map<String, Group> groups = new HashMap<>();
    eachSuccess(
        draft,
        step,
        part ->
            groups.merge(Digests.sha256(vote(part)), new Group(1, Ranked.of(part)), Group::and));
    return groups.values().stream()
        .min(
            Comparator.comparingInt(Group::size)
                .reversed()
                .thenComparing(Group::best, BY_CONFIDENCE))
        .map(group -> List.of(group.best().id()))
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
}
