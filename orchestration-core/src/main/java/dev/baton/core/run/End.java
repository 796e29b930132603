package dev.baton.core.run;

import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.FailureClass;
import java.util.Optional;

/**
 * Why a run ends.
 *
 * @param status the answer's status; absent where it follows from what is there
 * @param reason in plain words; empty where it follows from what is missing
 * @param unfinished the class of what was not finished
 */
record End(Optional<AnswerStatus> status, String reason, FailureClass unfinished) {
  static final End COMPLETED = new End(Optional.empty(), "", FailureClass.PERMANENT);

  static final End DEADLINE =
      new End(Optional.empty(), "deadline: the run's deadline passed", FailureClass.TIMEOUT);

  static End failed(String reason) {
    return new End(Optional.of(AnswerStatus.FAILED), reason, FailureClass.PERMANENT);
  }

  static End overspent(String reason) {
    return new End(Optional.empty(), reason, FailureClass.BUDGET);
  }

  static End cancelled(String reason) {
    return new End(Optional.of(AnswerStatus.CANCELLED), reason, FailureClass.ABANDONED);
  }
}
