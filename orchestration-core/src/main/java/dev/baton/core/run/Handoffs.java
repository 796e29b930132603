package dev.baton.core.run;

import dev.baton.core.cel.CelJson;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.AgentCard;
import dev.baton.core.message.Content;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.SliceEntry;
import dev.baton.core.message.SlicePart;
import dev.baton.core.message.Taint;
import dev.baton.core.workflow.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Passes a task to another role. A handoff is followed only along an edge that the card of the
 * passing role allows, with a payload that tells the receiver where the task stands, a bounded
 * number of times, and never back to a role at the place where that role has passed it on.
 */
final class Handoffs {
  /** The key of the slice entry that carries the payload; no step may write it. */
  static final String KEY = Step.HANDOFF;

  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final int SHOWN = 60;

  private Handoffs() {}

  /** Why a handoff is not followed. */
  static Optional<Failure> refusal(Draft draft, TaskRecord task, ResultBody.Handoff handoff) {
    return flaw(draft, handoff)
        .map(message -> new Failure(FailureClass.MALFORMED, "handoff: " + message))
        .or(() ->
            forbidden(draft, task, handoff)
                .map(message ->
                    new Failure(
                        FailureClass.PERMANENT,
                        "handoff to '" + cut(handoff.toRole()) + "' refused: " + message)));
  }

  private static Optional<String> flaw(Draft draft, ResultBody.Handoff handoff) {
    Optional<String> empty =
        Stream.of(
                Map.entry("goal", handoff.goal()),
                Map.entry("state", handoff.state()),
                Map.entry("reason", handoff.reason()))
            .filter(part -> part.getValue().isBlank())
            .map(part -> part.getKey() + " is empty (expected: a text)")
            .findFirst();
    int length = json(handoff).length();
    int most = draft.plan().limits().maxFieldsLength();
    return empty.or(() ->
        length <= most
            ? Optional.empty()
            : Optional.of("%d characters (expected: at most %d)".formatted(length, most)));
  }

  private static Optional<String> forbidden(
      Draft draft, TaskRecord task, ResultBody.Handoff handoff) {
    String to = handoff.toRole();
    int most = draft.plan().limits().maxHops();
    if (task.hops().size() >= most) {
      return Optional.of("%d handoffs so far (expected: at most %d)".formatted(most, most));
    }
    List<String> allowed =
        draft.plan().findCard(task.role()).map(AgentCard::handoffTo).orElse(List.of());
    if (!allowed.contains(to)) {
      return Optional.of(
          "the card of '%s' does not allow it (expected one of: %s)"
              .formatted(task.role(), allowed));
    }
    if (draft.plan().findCard(to).isEmpty()) {
      return Optional.of("its card did not come with the request (expected: a published agent)");
    }
    return draft.guards().isPingPong(task, new Hop(task.role(), handoff))
        ? Optional.of("'" + to + "' has passed it on at this very place (expected: progress)")
        : Optional.empty();
  }

  /** A handoff that nothing speaks against: the receiver is dispatched at once. */
  static void follow(Draft draft, Result result, TaskRecord task, Execution execution) {
    ResultBody.Handoff handoff = (ResultBody.Handoff) result.body();
    TaskId id = result.taskId();
    draft.record(new TaskFact.TaskHandedOff(id, result.attempt(), execution, task.role(), handoff));
    OutsideEffects.unknown(draft, id);
    draft.report("step", task.place().step(), task.role(), "hands over to " + handoff.toRole());
    Dispatching.attempt(draft, id, draft.task(id));
    Results.settle(draft, task);
  }

  /** What the receiver is told, beside the slice that its step reads. */
  static Slices.Slice added(Slices.Slice slice, TaskId id, TaskRecord task, Step step) {
    if (task.hops().isEmpty()) {
      return slice;
    }
    Hop last = task.hops().getLast();
    String fields = json(last.handoff());
    SlicePart part =
        new SlicePart(
            id,
            Optional.empty(),
            fields,
            Optional.of(Content.markdown(last.handoff().state())),
            List.of());
    int tokens = fields.length() / CHARACTERS_PER_TOKEN;
    int version = task.hops().size();
    return new Slices.Slice(
        Stream.concat(slice.refs().stream(), Stream.of(new SliceRef(KEY, version, tokens, 1, 0)))
            .toList(),
        Stream.concat(
                slice.entries().stream(),
                Stream.of(
                    new SliceEntry(
                        KEY, version, step.name(), Taint.UNTRUSTED, tokens, List.of(part))))
            .toList());
  }

  private static String json(ResultBody.Handoff handoff) {
    return CelJson.write(
        Map.of(
            "goal",
            handoff.goal(),
            "tried",
            handoff.tried(),
            "state",
            handoff.state(),
            "openQuestions",
            handoff.openQuestions(),
            "reason",
            handoff.reason()));
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
