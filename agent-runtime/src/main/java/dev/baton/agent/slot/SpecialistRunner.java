package dev.baton.agent.slot;

import dev.baton.agent.journal.EarlierCalls;
import dev.baton.agent.journal.ExecutionIdentity;
import dev.baton.agent.journal.ExecutionJournal;
import dev.baton.agent.telemetry.ExecutionTelemetry;
import dev.baton.agent.telemetry.WorkerTelemetry;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Result;
import dev.baton.schemas.Task;
import dev.baton.schemas.TaskStarted;
import dev.baton.schemas.Usage;
import dev.baton.serde.ContractClasses;
import dev.baton.serde.Decoded;
import io.opentelemetry.context.Scope;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has tasks worked on by the role's specialist, each on a thread of its own. Thread-safe. */
public final class SpecialistRunner implements TaskRunner {

  static {
    ContractClasses.trust();
  }

  private final ExecutionParts parts;
  private final Outbox outbox;
  private final WorkerIdentity identity;
  private final Surroundings surroundings;
  private final ResultBodies bodies;

  /**
   * A runner whose work is done on virtual threads.
   *
   * @param parts what executions share
   * @param outbox where results and dead letters are said
   * @param identity who works
   * @param clock for every time that is said
   */
  public SpecialistRunner(
      ExecutionParts parts, Outbox outbox, WorkerIdentity identity, InstantSource clock) {
    this(parts, outbox, identity, new ProcessSurroundings(identity.role(), clock));
  }

  /**
   * A runner.
   *
   * @param parts what executions share
   * @param outbox where results and dead letters are said
   * @param identity who works
   * @param surroundings time, threads and names
   */
  public SpecialistRunner(
      ExecutionParts parts, Outbox outbox, WorkerIdentity identity, Surroundings surroundings) {
    this.parts = parts;
    this.outbox = outbox;
    this.identity = identity;
    this.surroundings = surroundings;
    this.bodies =
        new ResultBodies(Optional.ofNullable(parts.card().getOutputSchema()), parts.content());
  }

  /** One execution's own facts, from which its results are written. */
  private final class Account {
    private final Task task;
    private final String executionId = surroundings.newExecutionId();
    private final Instant startedAt = surroundings.instant();
    private volatile Optional<ExecutionJournal> journal = Optional.empty();

    Account(Task task) {
      this.task = task;
    }

    /** Tells of an execution that works. */
    ExecutionTelemetry tell(TaskRecord record) {
      return parts.telemetry().begin(task, executionId, startedAt, delivery(record));
    }

    Result result(Object body) {
      Usage spent =
          journal.map(ExecutionJournal::usage).orElseGet(() -> Usage.newBuilder().build());
      Instant now = surroundings.instant();
      return Result.newBuilder()
          .setTaskId(task.getTaskId())
          .setRunId(task.getRunId())
          .setAttempt(task.getAttempt())
          .setExecutionId(executionId)
          .setWorker(identity.worker())
          .setAt(now)
          .setStartedAt(startedAt)
          .setUsage(
              Usage.newBuilder(spent)
                  .setDurationMillis(Duration.between(startedAt, now).toMillis())
                  .build())
          .setBody(ResultBodies.redacted(body, parts.redactor()))
          .setEarlier(journal.map(ExecutionJournal::earlierSpending).orElse(List.of()))
          .build();
    }
  }

  @Override
  public Execution perform(Task task, TaskRecord record, Runnable onEnd) {
    Account account = new Account(task);
    ExecutionTelemetry telemetry = account.tell(record);
    Runnable started =
        () -> {
          try (Scope _ = telemetry.context().makeCurrent()) {
            outbox.hint(account.result(new TaskStarted(task.getTimeoutMillis())));
          }
        };
    return new TaskExecution(
            task.getTaskId(),
            body -> say(account, telemetry, body),
            surroundings,
            () -> {
              telemetry.end(surroundings.instant());
              onEnd.run();
            },
            started)
        .start(() -> {
          try (Scope _ = telemetry.context().makeCurrent()) {
            return work(account, telemetry, record);
          }
        });
  }

  private void say(Account account, ExecutionTelemetry telemetry, Object body)
      throws InterruptedException {
    try (Scope _ = telemetry.context().makeCurrent()) {
      outbox.result(account.result(body));
      telemetry.said(body);
    }
  }

  private static WorkerTelemetry.Delivery delivery(TaskRecord record) {
    return new WorkerTelemetry.Delivery(
        record.place().topic(), record.headers(), record.deliveryCount());
  }

  private Object work(Account account, ExecutionTelemetry telemetry, TaskRecord record)
      throws InterruptedException {
    Task task = account.task;
    EarlierCalls earlier =
        EarlierCalls.possible(task, record.deliveryCount())
            ? EarlierCalls.of(task, parts.journal().read(task)).toldTo(telemetry::answered)
            : EarlierCalls.none();
    earlier.resumesFrom().ifPresent(telemetry::resumes);
    ExecutionJournal journal =
        new ExecutionJournal(
            new ExecutionIdentity(task, account.executionId),
            parts.journal(),
            earlier,
            surroundings,
            parts.redactor());
    account.journal = Optional.of(journal);
    DefaultTaskContext context =
        new DefaultTaskContext(
            new ExecutionIdentity(parts.content().fetched(task), account.executionId),
            parts,
            journal,
            surroundings);
    return bodies.body(
        parts.specialist().perform(context), Optional.ofNullable(task.getOutputSchema()));
  }

  @Override
  public Execution answer(Task task, Object body, Runnable onEnd) {
    Account account = new Account(task);
    return new TaskExecution(
            task.getTaskId(),
            said -> outbox.result(account.result(said)),
            surroundings,
            onEnd,
            () -> {})
        .start(() -> body);
  }

  @Override
  public Execution bury(TaskRecord record, Decoded.Poison<Task> poison, Runnable onEnd) {
    DeadLetter letter = letter(record, poison);
    parts.telemetry().buried(poison.cause());
    return new TaskExecution(
            record.toString(),
            _ -> {
              try (Scope _ = WorkerTelemetry.contextOf(record.headers()).makeCurrent()) {
                outbox.deadLetter(letter, record.key());
              }
            },
            surroundings,
            onEnd,
            () -> {})
        .start(() -> letter);
  }

  private DeadLetter letter(TaskRecord record, Decoded.Poison<Task> poison) {
    Map<String, ByteBuffer> headers = new HashMap<>();
    record.headers().forEach((name, value) -> headers.put(name, ByteBuffer.wrap(value)));
    return DeadLetter.newBuilder()
        .setService("worker-" + identity.role())
        .setTopic(record.place().topic())
        .setPartition(record.place().partition())
        .setOffset(record.place().offset())
        .setKey(record.key().map(ByteBuffer::wrap).orElse(null))
        .setValue(record.value().map(ByteBuffer::wrap).orElse(null))
        .setHeaders(headers)
        .setCause(poison.cause())
        .setMessage(parts.redactor().hideInMessage(poison.message()))
        .setAt(surroundings.instant())
        .build();
  }
}
