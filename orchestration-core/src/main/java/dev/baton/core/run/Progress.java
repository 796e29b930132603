package dev.baton.core.run;

import dev.baton.core.id.Digests;
import dev.baton.core.message.Content;
import dev.baton.core.message.Reference;
import dev.baton.core.message.ResultBody;
import dev.baton.core.workflow.Repeat;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a loop gets anywhere: a round that brings, word for word, what the round before brought
 * will not be the last of its kind. Everything is read from the rounds' own results, so nothing has
 * to be remembered.
 */
final class Progress {
  /** Why a loop without progress ends. */
  static final String NONE = "the last round brought nothing new";

  private Progress() {}

  /** Whether the round that has just ended brought the same as the one before. */
  static boolean isStuck(Draft draft, Repeat repeat) {
    int round = draft.header().round();
    return round > 0
        && draft.guards().isStuck(digest(draft, repeat, round - 1), digest(draft, repeat, round));
  }

  private static String digest(Draft draft, Repeat repeat, int round) {
    List<String> parts = new ArrayList<>();
    for (String step : repeat.redo()) {
      for (Outputs.Part part : Outputs.successes(draft, new StepRound(step, round))) {
        ResultBody.TaskSucceeded output = part.output();
        parts.add(step);
        parts.add(Integer.toString(part.task().place().index()));
        parts.add(output.fieldsJson());
        parts.add(output.content().map(Progress::said).orElse(""));
      }
    }
    return Digests.sha256(parts.toArray(String[]::new));
  }

  static String said(Content content) {
    return content.text().or(() -> content.reference().map(Reference::sha256)).orElse("");
  }
}
