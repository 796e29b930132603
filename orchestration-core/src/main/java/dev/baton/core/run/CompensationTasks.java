package dev.baton.core.run;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.AgentCard;
import dev.baton.core.message.Request;
import dev.baton.core.message.SliceEntry;
import dev.baton.core.message.SlicePart;
import dev.baton.core.message.Taint;
import dev.baton.core.message.Task;
import dev.baton.core.run.RunRecord.TimerRecord;
import dev.baton.core.workflow.Compensation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tasks that take effects back, as workers see them. */
final class CompensationTasks {
  /** Behind a step's name: the path of its compensation. */
  static final String SUFFIX = "/compensate";

  /** The slice's key under which the effect lies. */
  static final String KEY = "effect";

  private static final String UNKNOWN = "{\"outcome\":\"unknown\"}";

  private CompensationTasks() {}

  static TaskId id(RunId run, TaskPlace place) {
    return TaskId.of(
        run, place.step() + SUFFIX, place.round(), place.index(), place.item().orElse(""));
  }

  /** The attempt in flight. The budget does not hold it back: what was done must be undone. */
  static Task of(Draft draft, Compensation how, CompensationTask task) {
    Request request = draft.request().request();
    TaskPlace place = task.place();
    Instant due =
        draft
            .find(RunKey.Timer.COMPENSATION)
            .map(TimerRecord::due)
            .orElseThrow(() -> new IllegalStateException("compensation without a bound"));
    return new Task(
        task.taskId(),
        draft.runId(),
        draft.header().tenant(),
        place.step() + SUFFIX,
        place.round(),
        place.index(),
        place.item(),
        task.attempt(),
        task.role(),
        draft.plan().skill(how.skill(), task.role()),
        request.goal(),
        how.objective().orElse("Take back what step '" + place.step() + "' did."),
        request.inputs(),
        request.history(),
        List.of(effect(draft, task)),
        task.failure(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        draft.plan().findCard(task.role()).flatMap(AgentCard::outputSchema),
        draft.at(),
        draft.plan().timeout(how),
        due,
        due,
        request.priority());
  }

  private static SliceEntry effect(Draft draft, CompensationTask task) {
    TaskRecord done = draft.task(task.compensates());
    SlicePart part =
        done.output()
            .map(output ->
                new SlicePart(
                    task.compensates(),
                    done.place().item(),
                    output.fieldsJson(),
                    output.content(),
                    output.citations()))
            .orElseGet(() ->
                new SlicePart(
                    task.compensates(), done.place().item(), UNKNOWN, Optional.empty(), List.of()));
    int length = done.output().map(Outputs::length).orElse(UNKNOWN.length());
    return new SliceEntry(
        KEY,
        1,
        done.place().step(),
        Taint.UNTRUSTED,
        length / Slices.CHARACTERS_PER_TOKEN,
        List.of(part));
  }
}
