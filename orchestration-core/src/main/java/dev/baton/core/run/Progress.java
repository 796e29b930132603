package dev.baton.core.run;

import dev.baton.core.id.Digests;
import dev.baton.core.message.Content;
import dev.baton.core.message.Reference;
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
      Outputs.eachSuccess(draft, new StepRound(step, round), part -> parts.add(digest(part)));
    }
    return Digests.sha256(parts.toArray(String[]::new));
  }

  private static String digest(Outputs.Part part) {
    TaskPlace place = part.task().place();
    return Digests.sha256(
        place.step(),
        Integer.toString(place.index()),
        part.output().fieldsJson(),
        part.output().content().map(Progress::said).orElse(""));
  }

  static String said(Content content) {
    return content.text().or(() -> content.reference().map(Reference::sha256)).orElse("");
  }
}
