package dev.baton.agent.slot;

import dev.baton.schemas.Task;
import dev.baton.serde.Decoded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Executions that end when the test says so. */
final class FakeTaskRunner implements TaskRunner {

  private final Map<String, FakeExecution> executions = new HashMap<>();
  private final Map<String, Object> answers = new HashMap<>();
  private final List<String> performed = new ArrayList<>();
  private final List<TaskRecord> buried = new ArrayList<>();

  private static final class FakeExecution implements Execution {
    private final Runnable onEnd;
    private Optional<Disposition> disposition = Optional.empty();
    private Optional<CancelCause> cancelled = Optional.empty();
    private int abandoned;
    private int announced;

    FakeExecution(Runnable onEnd) {
      this.onEnd = onEnd;
    }

    @Override
    public Optional<Disposition> disposition() {
      return disposition;
    }

    @Override
    public void cancel(CancelCause cause) {
      cancelled = Optional.of(cause);
    }

    @Override
    public void abandon() {
      abandoned++;
    }

    @Override
    public void sayStarted() {
      announced++;
    }
  }

  @Override
  public Execution perform(Task task, TaskRecord record, Runnable onEnd) {
    performed.add(task.getTaskId());
    return remember(task.getTaskId(), onEnd);
  }

  @Override
  public Execution answer(Task task, Object body, Runnable onEnd) {
    answers.put(task.getTaskId(), body);
    return remember(task.getTaskId(), onEnd);
  }

  @Override
  public Execution bury(TaskRecord record, Decoded.Poison<Task> poison, Runnable onEnd) {
    buried.add(record);
    return remember(record.toString(), onEnd);
  }

  private Execution remember(String name, Runnable onEnd) {
    FakeExecution execution = new FakeExecution(onEnd);
    executions.put(name, execution);
    return execution;
  }

  void end(String name, Disposition how) {
    execution(name).disposition = Optional.of(how);
    execution(name).onEnd.run();
  }

  List<String> performed() {
    return List.copyOf(performed);
  }

  List<TaskRecord> buried() {
    return List.copyOf(buried);
  }

  Object answered(String name) {
    return Optional.ofNullable(answers.get(name))
        .orElseThrow(() -> new NoSuchElementException(name + " was not answered"));
  }

  Optional<CancelCause> cancelled(String name) {
    return execution(name).cancelled;
  }

  int abandoned(String name) {
    return execution(name).abandoned;
  }

  int announced(String name) {
    return execution(name).announced;
  }

  private FakeExecution execution(String name) {
    return Optional.ofNullable(executions.get(name))
        .orElseThrow(() -> new NoSuchElementException(name + " has no execution"));
  }
}
