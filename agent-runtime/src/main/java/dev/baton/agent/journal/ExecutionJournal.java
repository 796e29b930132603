package dev.baton.agent.journal;

import dev.baton.agent.json.Json;
import dev.baton.redaction.Redactor;
import dev.baton.schemas.EarlierExecution;
import dev.baton.schemas.JournalKind;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Usage;
import dev.baton.serde.ContractClasses;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The calls of one execution, in order: each is answered from an earlier execution where that
 * finished the same call at the same place, else made and recorded before its reply is handed on.
 * Counts what was spent; an answer from the journal costs nothing.
 *
 * <p>Calls are made by one thread at a time; {@link #usage()} may be read by any thread.
 */
public final class ExecutionJournal {

  static {
    ContractClasses.trust();
  }

  private final ExecutionIdentity execution;
  private final Journal journal;
  private final EarlierCalls earlier;
  private final InstantSource clock;
  private final Redactor redactor;
  private final UsageMeter meter = new UsageMeter();
  private int nextIndex;

  /**
   * The journal of a new execution.
   *
   * @param execution whose calls they are
   * @param journal where they are recorded
   * @param earlier finished calls that may be used
   * @param clock for the records' times
   */
  public ExecutionJournal(
      ExecutionIdentity execution, Journal journal, EarlierCalls earlier, InstantSource clock) {
    this(execution, journal, earlier, clock, Redactor.PATTERNS);
  }

  /**
   * The same with what hides secrets in replies, before they are recorded and before they are used:
   * an execution that resumes shall see what this one saw.
   */
  public ExecutionJournal(
      ExecutionIdentity execution,
      Journal journal,
      EarlierCalls earlier,
      InstantSource clock,
      Redactor redactor) {
    this.redactor = redactor;
    this.execution = execution;
    this.journal = journal;
    this.earlier = earlier;
    this.clock = clock;
  }

  /**
   * Answers a call.
   *
   * @param kind model or tool
   * @param name of the model or tool
   * @param requestDigest SHA-256 of the canonical request
   * @param call makes the call where the journal cannot answer it
   * @return the reply as JSON
   * @throws InterruptedException if the caller was interrupted
   * @throws dev.baton.agent.failure.TaskFailureException if the call failed or could not be
   *     recorded
   */
  public String answer(JournalKind kind, String name, String requestDigest, JournaledCall call)
      throws InterruptedException {
    if (nextIndex == 0) {
      begin();
    }
    int index = nextIndex++;
    Optional<JournalRecord> finished = earlier.find(index, kind, requestDigest);
    if (finished.isPresent()) {
      return finished.get().getReplyJson();
    }
    JournaledCall.Reply reply = call.make();
    String open = redactor.hide(reply.replyJson());
    meter.add(kind, reply.usage());
    journal.append(
        newRecord(index, kind, name)
            .setRequestDigest(requestDigest)
            .setReplyJson(open)
            .setUsage(reply.usage())
            .setTrimmedJson(reply.trimmedJson().orElse(null))
            .setPromptDigest(reply.promptDigest().orElse(null))
            .build());
    return open;
  }

  /** The place of the call that is under way. */
  public int index() {
    return nextIndex - 1;
  }

  /** What the execution has spent so far; its duration is not counted here. */
  public Usage usage() {
    return meter.usage();
  }

  /** What all executions of the attempt have spent, as far as the journal tells. */
  public Usage spentByAttempt() {
    UsageMeter all = new UsageMeter();
    all.add(JournalKind.UNKNOWN, meter.usage());
    earlier.spent().forEach(other -> all.add(JournalKind.UNKNOWN, other.getUsage()));
    return all.usage();
  }

  /** What each earlier execution of the attempt has spent; they may not have said it. */
  public List<EarlierExecution> earlierSpending() {
    return earlier.spent();
  }

  /** Place 0 is the execution's own; it is written only where there is something to say. */
  private void begin() throws InterruptedException {
    nextIndex = 1;
    if (earlier.resumesFrom().isPresent()) {
      journal.append(
          newRecord(0, JournalKind.EXECUTION_STARTED, "execution")
              .setRequestDigest(Json.sha256(execution.task().getTaskId()))
              .setReplyJson("{}")
              .setResumesFrom(earlier.resumesFrom().get())
              .setUsage(Usage.newBuilder().build())
              .build());
    }
  }

  private JournalRecord.Builder newRecord(int index, JournalKind kind, String name) {
    return JournalRecord.newBuilder()
        .setTaskId(execution.task().getTaskId())
        .setRunId(execution.task().getRunId())
        .setAttempt(execution.task().getAttempt())
        .setExecutionId(execution.executionId())
        .setIndex(index)
        .setKind(kind)
        .setName(name)
        .setAt(clock.instant());
  }
}
