package dev.baton.agent.journal;

import dev.baton.schemas.EarlierExecution;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.JournalKind;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Task;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The finished calls of earlier executions that an execution may answer from. Immutable and
 * thread-safe.
 *
 * <p>They come from the last earlier execution of the same attempt, or of the attempt before where
 * that one was abandoned, timed out or hit a passing fault, and from the executions that it itself
 * resumed from. Calls of an attempt that failed as malformed or refused are never used again: they
 * would only bring the same failure back.
 */
public final class EarlierCalls {

  /** Failures after which the next attempt goes on where the last one stood. */
  private static final Set<FailureClass> RESUMABLE =
      Set.of(FailureClass.ABANDONED, FailureClass.TIMEOUT, FailureClass.TRANSIENT);

  private static final EarlierCalls NONE =
      new EarlierCalls(Optional.empty(), Map.of(), List.of(), _ -> {});

  private final Optional<String> resumesFrom;
  private final Map<Key, JournalRecord> calls;
  private final List<EarlierExecution> spent;
  private final Consumer<JournalRecord> listener;

  private record Key(int index, JournalKind kind, String digest) {}

  private EarlierCalls(
      Optional<String> resumesFrom,
      Map<Key, JournalRecord> calls,
      List<EarlierExecution> spent,
      Consumer<JournalRecord> listener) {
    this.listener = listener;
    this.resumesFrom = resumesFrom;
    this.calls = calls;
    this.spent = spent;
  }

  /** No earlier call: everything is done anew. */
  public static EarlierCalls none() {
    return NONE;
  }

  /**
   * Whether an execution has anything to look up.
   *
   * @param task the task
   * @param deliveryCount how often the broker has handed its record out, from 1; a hint
   */
  public static boolean possible(Task task, int deliveryCount) {
    return deliveryCount > 1 || resumesEarlierAttempt(task);
  }

  /**
   * Picks the calls that may be used.
   *
   * @param task the task
   * @param records the journal's records of the task, oldest first
   */
  public static EarlierCalls of(Task task, List<JournalRecord> records) {
    Optional<String> last = lastExecution(task.getAttempt(), records);
    if (last.isEmpty() && resumesEarlierAttempt(task)) {
      last = lastExecution(task.getAttempt() - 1, records);
    }
    if (last.isEmpty()) {
      return NONE;
    }
    Map<Key, JournalRecord> calls = new HashMap<>();
    Set<String> seen = new HashSet<>();
    Optional<String> execution = last;
    while (execution.isPresent() && seen.add(execution.get())) {
      execution = collect(execution.get(), records, calls);
    }
    return new EarlierCalls(last, Map.copyOf(calls), spentBy(task.getAttempt(), records), _ -> {});
  }

  private static List<EarlierExecution> spentBy(int attempt, List<JournalRecord> records) {
    Map<String, UsageMeter> meters = new TreeMap<>();
    records.stream()
        .filter(record -> record.getAttempt() == attempt)
        .forEach(record ->
            meters
                .computeIfAbsent(record.getExecutionId(), _ -> new UsageMeter())
                .add(record.getKind(), record.getUsage()));
    return meters.entrySet().stream()
        .map(execution -> new EarlierExecution(execution.getKey(), execution.getValue().usage()))
        .toList();
  }

  /**
   * The same, telling somebody of each call that is answered from it.
   *
   * @param hears called by the thread that asked
   */
  public EarlierCalls toldTo(Consumer<JournalRecord> hears) {
    return new EarlierCalls(resumesFrom, calls, spent, hears);
  }

  /** What each earlier execution of the same attempt has spent. */
  public List<EarlierExecution> spent() {
    return spent;
  }

  /** The execution that is resumed from. */
  public Optional<String> resumesFrom() {
    return resumesFrom;
  }

  /**
   * A finished call.
   *
   * @param index its place in the execution
   * @param kind model or tool
   * @param digest of its request; a call with another request at this place is no match
   */
  Optional<JournalRecord> find(int index, JournalKind kind, String digest) {
    Optional<JournalRecord> found = Optional.ofNullable(calls.get(new Key(index, kind, digest)));
    found.ifPresent(listener);
    return found;
  }

  private static boolean resumesEarlierAttempt(Task task) {
    return task.getPreviousFailure() != null && RESUMABLE.contains(task.getPreviousFailure());
  }

  private static Optional<String> lastExecution(int attempt, List<JournalRecord> records) {
    return records.stream()
        .filter(record -> record.getAttempt() == attempt)
        .map(JournalRecord::getExecutionId)
        .reduce((_, later) -> later);
  }

  /** Adds the calls of one execution and says which one it resumed from itself. */
  private static Optional<String> collect(
      String execution, List<JournalRecord> records, Map<Key, JournalRecord> calls) {
    List<JournalRecord> own =
        records.stream().filter(record -> record.getExecutionId().equals(execution)).toList();
    own.forEach(record ->
        calls.putIfAbsent(
            new Key(record.getIndex(), record.getKind(), record.getRequestDigest()), record));
    return own.stream().map(JournalRecord::getResumesFrom).filter(Objects::nonNull).findFirst();
  }
}
