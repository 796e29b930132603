package dev.baton.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.journal.EarlierCalls;
import dev.baton.agent.journal.ExecutionIdentity;
import dev.baton.agent.journal.ExecutionJournal;
import dev.baton.agent.journal.InMemoryJournal;
import dev.baton.agent.model.Allowance;
import dev.baton.agent.model.JournaledModelClient;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.ScriptedModel;
import dev.baton.agent.model.TextListener;
import dev.baton.agent.testing.Tasks;
import dev.baton.redaction.Redactor;
import dev.baton.schemas.PartialText;
import dev.baton.schemas.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DraftProgressTests {

  private final DrivenClock clock = new DrivenClock();
  private final List<PartialText> places = new ArrayList<>();
  private final List<String> pieces = new ArrayList<>();
  private final ProgressSink sink =
      new ProgressSink() {
        @Override
        public void progress(Task task, String text) {
          throw new AssertionError("no line was to be said");
        }

        @Override
        public void writing(Task task, PartialText where, String piece) {
          places.add(where);
          pieces.add(piece);
        }
      };

  @Test
  void saysTheFirstPieceAtOnceAndGathersTheNextOnes() {
    TextListener.Beginning text = drafts("e-1").apply(3).begin();
    text.append("Seven");
    assertThat(pieces).containsExactly("Seven");
    text.append(" days");
    text.append(" and");
    assertThat(pieces).hasSize(1);
    clock.forward(DraftProgress.GATHER);
    text.append(" no");
    text.append(" longer.");
    text.end();

    assertThat(pieces).containsExactly("Seven", " days and no", " longer.");
    assertThat(places).extracting(PartialText::getOffset).containsExactly(0L, 5L, 17L);
    assertThat(places)
        .allSatisfy(place -> {
          assertThat(place.getCall()).isEqualTo(3);
          assertThat(place.getBeginning()).isEqualTo(1);
          assertThat(place.getExecutionId()).isEqualTo("e-1");
        });
  }

  @Test
  void saysNothingMoreOfABeginningThatWasGivenUp() {
    TextListener listener = drafts("e-1").apply(1);
    TextListener.Beginning first = listener.begin();
    first.append("Eight");
    TextListener.Beginning second = listener.begin();
    clock.forward(DraftProgress.GATHER);
    first.append(" days, says somebody who is late");
    first.end();
    second.append("Seven");

    assertThat(pieces).containsExactly("Eight", "Seven");
    assertThat(places.getLast()).extracting(PartialText::getBeginning).isEqualTo(2);
    assertThat(places.getLast()).extracting(PartialText::getOffset).isEqualTo(0L);
  }

  @Test
  void cutsALongPieceAndNoCharacter() {
    String emoji = "\uD83D\uDE00";
    String piece = "x".repeat(DraftProgress.MAX_PIECE_CHARS - 1) + emoji + "end";
    drafts("e-1").apply(1).begin().append(piece);

    assertThat(pieces).hasSize(2);
    assertThat(pieces.get(1)).isEqualTo(emoji + "end");
    assertThat(String.join("", pieces)).isEqualTo(piece);
    assertThat(places.get(1).getOffset()).isEqualTo(pieces.get(0).length());
  }

  @Test
  void aResumedExecutionSaysNothingTwice() throws InterruptedException {
    InMemoryJournal journal = new InMemoryJournal();
    Task task = Tasks.task("t").build();
    ask(journal, new ExecutionIdentity(task, "e-1"), EarlierCalls.none(), "one");
    ExecutionJournal resumed =
        ask(
            journal,
            new ExecutionIdentity(task, "e-2"),
            EarlierCalls.of(task, journal.read(task)),
            "one",
            "two");

    assertThat(pieces).containsExactly("about one", "about two");
    assertThat(places).extracting(PartialText::getExecutionId).containsExactly("e-1", "e-2");
    assertThat(places).extracting(PartialText::getCall).containsExactly(1, 2);
    assertThat(resumed.usage().getModelCalls()).isEqualTo(1);
  }

  @Test
  void neverSaysASecretHoweverItIsCutIntoPieces() {
    String text = "The key is very-secret-word, or sk-0123456789abcdef01 as it was. A nice day.";
    for (int cut = 1; cut < text.length(); cut++) {
      pieces.clear();
      TextListener.Beginning draft = drafts("e-1").apply(1).begin();
      for (int from = 0; from < text.length(); from += cut) {
        draft.append(text.substring(from, Math.min(text.length(), from + cut)));
        clock.forward(DraftProgress.GATHER);
      }
      draft.end();

      assertThat(String.join("", pieces))
          .as("pieces of %d characters", cut)
          .isEqualTo("The key is ***, or *** as it was. A nice day.");
    }
  }

  @Test
  void saysNothingOfARequestThatDoesNotStream() throws InterruptedException {
    Task task = Tasks.task("t").build();
    InMemoryJournal journal = new InMemoryJournal();
    ExecutionIdentity execution = new ExecutionIdentity(task, "e-1");
    ModelClient model =
        model(execution, new ExecutionJournal(execution, journal, EarlierCalls.none(), clock));
    model.call(request("one", false), Instant.MAX);

    assertThat(pieces).isEmpty();
    assertThat(journal.entries()).hasSize(1);
  }

  private ExecutionJournal ask(
      InMemoryJournal records,
      ExecutionIdentity execution,
      EarlierCalls earlier,
      String... questions)
      throws InterruptedException {
    ExecutionJournal journal = new ExecutionJournal(execution, records, earlier, clock);
    ModelClient model = model(execution, journal);
    for (String question : questions) {
      assertThat(model.call(request(question, true), Instant.MAX).text())
          .isEqualTo("about " + question);
    }
    return journal;
  }

  private ModelClient model(ExecutionIdentity execution, ExecutionJournal journal) {
    ModelClient scripted =
        ScriptedModel.parse(
            """
            name: scripted
            rules:
              - match: one
                reply: about one
              - reply: about two
            """,
            "script",
            _ -> {});
    return new JournaledModelClient(
        scripted,
        journal,
        new Allowance(100_000, Optional.empty()),
        drafts(execution.executionId()));
  }

  private static ModelRequest request(String question, boolean streams) {
    return new ModelRequest(
        "answer",
        "",
        List.of(new ModelMessage.User(question)),
        List.of(),
        Optional.empty(),
        100,
        streams);
  }

  private DraftProgress drafts(String execution) {
    return new DraftProgress(
        new ExecutionIdentity(Tasks.task("t").build(), execution),
        sink,
        Redactor.of(List.of("very-secret-word")),
        clock);
  }
}
