package dev.baton.core.run;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.message.Answer;
import dev.baton.core.message.Task;
import java.time.Instant;
import java.util.Optional;

/**
 * Something to be done because of what was decided. The service performs it in the transaction that
 * writes the state.
 */
public sealed interface Effect {

  /**
   * Give an attempt to the workers of its role.
   *
   * @param task everything that the worker needs
   */
  record DispatchTask(Task task) implements Effect {}

  /**
   * Give the run's one answer.
   *
   * @param answer the answer
   */
  record PublishAnswer(Answer answer) implements Effect {}

  /**
   * Tell workers to stop what nobody waits for.
   *
   * @param runId which run
   * @param taskId which task; absent means all tasks of the run
   * @param attemptUpTo attempts up to this number
   * @param reason why
   * @param at when
   */
  record SendControl(
      RunId runId, Optional<TaskId> taskId, int attemptUpTo, String reason, Instant at)
      implements Effect {}

  /**
   * Come back to this run for work that was too much for one event.
   *
   * @param runId which run
   * @param tenant whose run it is
   * @param work which piece of work
   * @param cursor where it goes on from
   * @param at when it was put off
   */
  record ContinueLater(RunId runId, String tenant, String work, long cursor, Instant at)
      implements Effect {}

  /**
   * Say something to another run: start or cancel a child, or give an answer to the parent.
   *
   * @param event what happens to that run
   */
  record TellRun(RunEvent event) implements Effect {}

  /**
   * Say something to the tenant's ledger: ask it for more, or tell it what was spent.
   *
   * @param event what happens to the ledger
   */
  record TellLedger(LedgerEvent event) implements Effect {}

  /**
   * Refuse a request: its key already belongs to a run with another payload.
   *
   * @param runId the run that has the key
   * @param tenant whose request it is
   * @param origin where the request lay: topic-partition@offset
   * @param message what is wrong and what was expected
   * @param at when
   */
  record RejectRequest(RunId runId, String tenant, String origin, String message, Instant at)
      implements Effect {}

  /**
   * Show what is going on. Best effort.
   *
   * @param runId which run
   * @param kind routed, dispatched, step or finished
   * @param step the step; empty for the run itself
   * @param role the role; empty for the run itself
   * @param text the same in plain words
   * @param at when
   */
  record ReportProgress(RunId runId, String kind, String step, String role, String text, Instant at)
      implements Effect {}
}
