package dev.baton.cli.output;

import dev.baton.schemas.fact.CompensationBegun;
import dev.baton.schemas.fact.CompensationDispatched;
import dev.baton.schemas.fact.CompensationFailed;
import dev.baton.schemas.fact.CompensationStarted;
import dev.baton.schemas.fact.EffectCertain;
import dev.baton.schemas.fact.EffectPossible;
import dev.baton.schemas.fact.EffectRuledOut;
import dev.baton.schemas.fact.EffectUnknown;
import dev.baton.schemas.fact.TaskCompensated;
import java.util.Locale;

/** What was decided about outside effects and about taking them back, in plain words. */
final class CompensationText {

  private CompensationText() {}

  /** Whether only those who look closely need it. */
  static boolean isDetail(Object fact) {
    return fact instanceof EffectPossible
        || fact instanceof EffectCertain
        || fact instanceof EffectUnknown
        || fact instanceof EffectRuledOut
        || fact instanceof CompensationBegun;
  }

  static String of(Object fact) {
    return switch (fact) {
      case EffectPossible effect ->
          "task %s may have its effect".formatted(EventText.task(effect.getTaskId()));
      case EffectCertain effect ->
          "task %s had its effect".formatted(EventText.task(effect.getTaskId()));
      case EffectUnknown effect ->
          "task %s may have had its effect".formatted(EventText.task(effect.getTaskId()));
      case EffectRuledOut effect ->
          "task %s had no effect".formatted(EventText.task(effect.getTaskId()));
      case CompensationStarted start ->
          "run ends %s, effects are taken back until %s: %s"
              .formatted(
                  start.getStatus().name().toLowerCase(Locale.ROOT),
                  start.getDue(),
                  EventText.text(start.getReason()));
      case CompensationDispatched undo ->
          "compensation %s of %s given to %s, attempt %d"
              .formatted(
                  EventText.task(undo.getTaskId()),
                  undo.getPlace().getStep(),
                  undo.getRole(),
                  undo.getAttempt());
      case CompensationBegun undo ->
          "compensation " + EventText.task(undo.getTaskId()) + " started";
      case CompensationFailed undo ->
          "compensation %s, attempt %d failed (%s)%s: %s"
              .formatted(
                  EventText.task(undo.getTaskId()),
                  undo.getAttempt(),
                  undo.getFailure().getFailureClass().name().toLowerCase(Locale.ROOT),
                  undo.getRetryAt() == null ? " and is given up" : "",
                  EventText.text(undo.getFailure().getMessage()));
      case TaskCompensated undo ->
          "compensation %s done with attempt %d"
              .formatted(EventText.task(undo.getTaskId()), undo.getAttempt());
      default -> fact.getClass().getSimpleName();
    };
  }
}
