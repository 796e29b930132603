package dev.baton.core.id;

/**
 * Names one task, the same for all its attempts and for every order of arrival.
 *
 * @param value 32 lower-case hexadecimal digits
 */
public record TaskId(String value) implements Comparable<TaskId> {
  private static final int DIGITS = 32;

  /** Checks the form. */
  public TaskId {
    if (value.length() != DIGITS || !isHexadecimal(value)) {
      throw new IllegalArgumentException(
          "taskId: \"" + value + "\" (expected: 32 lower-case hexadecimal digits)");
    }
  }

  /**
   * The task of a step that does not fan out, or of one item of a fan-out.
   *
   * @param round the round of a repeated step, from 0
   * @param index the place in the fan-out, from 0
   * @param item the item's text; empty where the step does not fan out
   */
  public static TaskId of(RunId run, String step, int round, int index, String item) {
    String digest =
        Digests.sha256(
            run.toString(), step, Integer.toString(round), Integer.toString(index), item);
    return new TaskId(digest.substring(0, DIGITS));
  }

  private static boolean isHexadecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(TaskId other) {
    return value.compareTo(other.value);
  }

  /** Tasks are looked up all the time; the text remembers its own. */
  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
