package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.run.RunRecord.EffectRecord;
import dev.baton.core.run.RunRecord.EffectsRecord;
import java.util.Optional;

/**
 * The tasks whose outside effects happened or may have, in the order in which they did. Every
 * change writes at most four records, however long the list is.
 */
final class EffectList {
  private EffectList() {}

  static EffectsRecord of(RunStore store) {
    return store.get(new RunKey.Effects()).orElse(EffectsRecord.NONE);
  }

  static void add(RunStore store, TaskId task, String step) {
    append(store, task, false);
    store.put(new RunKey.Effects(), of(store).counting(step, 1));
  }

  static void remove(RunStore store, TaskId task, String step) {
    takeOut(store, task);
    store.put(new RunKey.Effects(), of(store).counting(step, -1));
  }

  /** What has just happened is the latest. */
  static void moveToEnd(RunStore store, TaskId task) {
    EffectRecord link = takeOut(store, task);
    append(store, task, link.unknown());
  }

  static void setUnknown(RunStore store, TaskId task) {
    Records.update(
        store,
        new RunKey.EffectOf(task),
        link -> new EffectRecord(link.earlier(), link.later(), true));
  }

  private static void append(RunStore store, TaskId task, boolean unknown) {
    EffectsRecord list = of(store);
    list.last().ifPresent(last -> setLater(store, last, Optional.of(task)));
    store.put(new RunKey.EffectOf(task), new EffectRecord(list.last(), Optional.empty(), unknown));
    store.put(new RunKey.Effects(), list.endingWith(Optional.of(task)));
  }

  private static EffectRecord takeOut(RunStore store, TaskId task) {
    RunKey.EffectOf key = new RunKey.EffectOf(task);
    EffectRecord link =
        store
            .get(key)
            .orElseThrow(() -> new IllegalStateException(key + " is missing (expected: a link)"));
    link.earlier().ifPresent(earlier -> setLater(store, earlier, link.later()));
    if (link.later().isPresent()) {
      Records.update(
          store,
          new RunKey.EffectOf(link.later().get()),
          later -> new EffectRecord(link.earlier(), later.later(), later.unknown()));
    } else {
      store.put(new RunKey.Effects(), of(store).endingWith(link.earlier()));
    }
    store.remove(key);
    return link;
  }

  private static void setLater(RunStore store, TaskId task, Optional<TaskId> later) {
    Records.update(
        store,
        new RunKey.EffectOf(task),
        link -> new EffectRecord(link.earlier(), later, link.unknown()));
  }
}
