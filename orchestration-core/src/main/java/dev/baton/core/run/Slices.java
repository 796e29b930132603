package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.SliceEntry;
import dev.baton.core.message.SlicePart;
import dev.baton.core.message.Taint;
import dev.baton.core.run.RunRecord.EntryRecord;
import dev.baton.core.workflow.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The blackboard entries that a step's tasks are given: only what the step reads, and no more than
 * a task can carry.
 */
final class Slices {
  /** A common rule of thumb; good enough to show what a slice weighs. */
  static final int CHARACTERS_PER_TOKEN = 4;

  /**
   * What a task is given.
   *
   * @param refs for the run log: which versions
   * @param entries for the worker: their text
   */
  record Slice(List<SliceRef> refs, List<SliceEntry> entries) {}

  private Slices() {}

  /** All that a task is given: what its step reads, and what a former hand has left for it. */
  static Slice given(Draft draft, TaskId id, TaskRecord task) {
    Step step = draft.plan().step(task.place().step());
    return Planning.added(draft, Handoffs.added(of(draft, step), id, task, step), id, task);
  }

  static Slice of(Draft draft, Step step) {
    List<SliceRef> refs = new ArrayList<>();
    List<SliceEntry> entries = new ArrayList<>();
    int room = draft.plan().limits().maxSliceLength();
    for (String key : draft.guards().readable(step)) {
      Optional<EntryRecord> entry = draft.find(new RunKey.Entry(key));
      if (entry.isPresent()) {
        Filled filled = fill(draft, entry.get(), room);
        room -= filled.length();
        long tokens = filled.length() / CHARACTERS_PER_TOKEN;
        refs.add(
            new SliceRef(
                key,
                entry.get().version(),
                tokens,
                filled.parts().size(),
                entry.get().parts().size() - filled.parts().size()));
        entries.add(
            new SliceEntry(
                key,
                entry.get().version(),
                entry.get().step(),
                Taint.UNTRUSTED,
                tokens,
                filled.parts()));
      }
    }
    return new Slice(refs, entries);
  }

  private record Filled(List<SlicePart> parts, int length) {}

  private static Filled fill(Draft draft, EntryRecord entry, int room) {
    List<SlicePart> parts = new ArrayList<>();
    int used = 0;
    for (TaskId id : entry.parts()) {
      TaskRecord task = draft.task(id);
      ResultBody.TaskSucceeded output = new Outputs.Part(id, task).output();
      int length = Outputs.length(output);
      if (used + length > room) {
        break;
      }
      used += length;
      parts.add(
          new SlicePart(
              id, task.place().item(), output.fieldsJson(), output.content(), output.citations()));
    }
    return new Filled(parts, used);
  }
}
