package dev.baton.simulation.law;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.id.RunId;
import dev.baton.core.ledger.Amount;
import dev.baton.core.ledger.LedgerDecision;
import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.run.Applied;
import dev.baton.schemas.Answer;
import dev.baton.schemas.Content;
import dev.baton.schemas.Reference;
import dev.baton.schemas.Task;
import dev.baton.simulation.cluster.Cluster;
import dev.baton.simulation.cluster.Contents;
import dev.baton.simulation.cluster.Write;
import dev.baton.simulation.time.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Watches the runs of one world. Used by one thread at a time. */
public final class Watch {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long a child run may not know that its parent has ended. */
  private static final Duration WORD_OF_THE_END = Duration.ofSeconds(2);

  private static final Duration OUTAGE = Duration.ofSeconds(30);

  private final Agenda agenda;
  private final String tenant;
  private final Plans plans;
  private final WorkWatch work;
  private final LedgerWatch ledger = new LedgerWatch();
  private final Map<RunId, RunWatch> runs = new LinkedHashMap<>();
  private int outages;

  /**
   * Nothing has happened yet.
   *
   * @param tenant whose runs they are
   * @param work sees what workers do
   */
  public Watch(Agenda agenda, String tenant, Plans plans, WorkWatch work) {
    this.agenda = agenda;
    this.tenant = tenant;
    this.plans = plans;
    this.work = work;
  }

  /** Nobody may have fired timers for a while. */
  public void outage() {
    outages++;
  }

  /** Whatever was due by then must have happened; outages may have held it up. */
  private Instant due() {
    return agenda.instant().minus(PATIENCE).minus(OUTAGE.multipliedBy(outages));
  }

  /**
   * An event was applied, and what came of it was committed.
   *
   * @param applied the event and what was decided
   * @param writes what it changed in the state
   */
  public void applied(Applied applied, List<Write> writes) {
    runs.computeIfAbsent(applied.entry().runId(), run -> new RunWatch(run, tenant, plans, work))
        .applied(applied, writes);
    checkTime();
  }

  /** An event of the tenant's ledger was applied, and what came of it was committed. */
  public void ledger(LedgerEvent event, LedgerDecision decision) {
    ledger.applied(event, decision);
  }

  /** Nothing is held up for ever. */
  public void checkTime() {
    Instant by = due();
    Instant told = by.plus(PATIENCE).minus(WORD_OF_THE_END);
    for (RunWatch run : runs.values()) {
      run.checkTime(by);
      run.parent()
          .map(runs::get)
          .flatMap(RunWatch::ended)
          .ifPresent(end ->
              unless(
                  run.isFinished() || !told.isAfter(end),
                  () -> "children: a run outlives its parent, which has ended at " + end));
    }
  }

  /** No timer of an open run was forgotten. */
  public void checkTimers() {
    Instant by = due();
    runs.values().forEach(run -> run.checkTimers(by));
  }

  /** Whether every run that began has ended. */
  public boolean allFinished() {
    return runs.values().stream().allMatch(run -> run.isFinished() || !run.isKnown());
  }

  /** How many runs began. */
  public long begun() {
    return runs.values().stream().filter(RunWatch::isKnown).count();
  }

  /** How many runs began that are nobody's children. */
  public int roots() {
    return runs.values().stream().mapToInt(RunWatch::answersDue).sum();
  }

  /** Every run log gives the run's state again. */
  public void checkReplays() {
    runs.values().forEach(RunWatch::checkReplay);
  }

  /** At the end of the world. */
  public void checkEnd(Cluster cluster) {
    checkTime();
    checkTimers();
    Map<String, Integer> answers = new HashMap<>();
    for (Answer answer : cluster.answers.committed()) {
      answers.merge(answer.getRunId(), 1, Integer::sum);
    }
    runs.forEach((id, run) -> {
      int expected = run.answersDue();
      int given = answers.getOrDefault(id.toString(), 0);
      unless(
          given == expected,
          () -> "answers: run %s has %d (expected: %d)".formatted(id, given, expected));
      run.checkChildren();
    });
    cluster.tasks().forEach(tasks -> checkTasks(tasks));
    checkTenant();
    cluster.answers.committed().forEach(answer -> checkContent(answer, cluster.contents));
  }

  /** The tenant's runs together have kept to its limit, and everything left of it came back. */
  private void checkTenant() {
    Amount most = ledger.most();
    Amount spent = Amount.NONE;
    for (Map.Entry<RunId, RunWatch> run : runs.entrySet()) {
      ledger.checkEnd(run.getKey());
      most = most.plus(run.getValue().ungranted());
      if (run.getValue().answersDue() > 0) {
        spent = spent.plus(run.getValue().spent());
      }
    }
    Amount limit = most;
    Amount all = spent;
    unless(limit.covers(all), () -> "tenant: %s spent of %s".formatted(all, limit));
  }

  /** What an answer names can be opened, and is what was left there. */
  private static void checkContent(Answer answer, Contents contents) {
    Content content = answer.getContent();
    Reference reference = content == null ? null : content.getReference();
    unless(
        reference == null
            || contents
                .find(reference.getSha256())
                .filter(bytes -> bytes.length == reference.getBytes())
                .isPresent(),
        () -> "content: the answer of run %s names what nobody has".formatted(answer.getRunId()));
  }

  /** Every task has its fact, and every record of a task topic is done with. */
  private void checkTasks(Cluster.Tasks tasks) {
    for (long offset = 0; offset < tasks.topic().end(); offset++) {
      if (tasks.topic().isCommitted(offset)) {
        checkTask(tasks, offset);
      }
    }
  }

  private void checkTask(Cluster.Tasks tasks, long offset) {
    String place = tasks.topic().name() + "@" + offset;
    if (tasks.topic().value(offset).orElseThrow() instanceof Task task) {
      RunWatch run = runs.get(RunId.parse(task.getRunId()));
      unless(
          run != null && run.dispatched(task.getTaskId(), task.getAttempt()),
          () -> "effects: %s lies on its topic without a fact".formatted(place));
    } else {
      unless(
          work.isBuried(place) || tasks.group().isArchived(offset),
          () -> "poison: %s is lost".formatted(place));
    }
    unless(tasks.group().isDone(offset), () -> "queue: %s is never done with".formatted(place));
  }
}
