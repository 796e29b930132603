package dev.baton.cli.evaluation;

import dev.baton.router.decision.TargetModel;
import dev.baton.routing.classifier.LabelledText;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Has a model pick labels for texts that the classifier leaves to the fallback. */
public final class ModelEvaluation {

  private final TargetModel model;
  private final TreeMap<String, String> labels = new TreeMap<>();

  /**
   * An evaluation.
   *
   * @param learned texts with the labels that may be picked; the words in their names describe them
   */
  public ModelEvaluation(TargetModel model, Collection<LabelledText> learned) {
    this.model = model;
    learned.forEach(text -> labels.put(text.label(), ""));
    LabelWords.of(learned).forEach(words -> labels.put(words.label(), words.text()));
  }

  private record Asked(Optional<String> label, TargetModel.Answer answer) {

    boolean isRight() {
      return answer instanceof TargetModel.Picked picked && picked.target().equals(label);
    }
  }

  /**
   * Asks about some of the texts, evenly taken from all of them.
   *
   * @param left what the classifier leaves to the fallback
   * @param most how many questions are asked at most
   * @return what came of it, for people
   */
  public List<String> ask(List<EvaluationReport.Left> left, int most) {
    int count = Math.min(most, left.size());
    long start = System.nanoTime();
    List<Asked> asked =
        IntStream.range(0, count)
            .mapToObj(i -> left.get((int) ((long) i * left.size() / count)))
            .map(one ->
                new Asked(one.label(), model.pick(new TargetModel.Question(one.text(), labels))))
            .toList();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    List<Asked> inScope = asked.stream().filter(one -> one.label().isPresent()).toList();
    List<Asked> foreign = asked.stream().filter(one -> one.label().isEmpty()).toList();
    List<TargetModel.Cost> costs =
        asked.stream()
            .flatMap(one ->
                one.answer() instanceof TargetModel.Picked picked
                    ? Stream.of(picked.cost())
                    : Stream.<TargetModel.Cost>empty())
            .toList();
    return List.of(
        "",
        "Model %s, asked about %d of the %d texts that go to the fallback"
            .formatted(model.name(), count, left.size()),
        "in scope  %d, of which %s got their label".formatted(inScope.size(), right(inScope)),
        "foreign   %d, of which %s got none".formatted(foreign.size(), right(foreign)),
        String.format(
            Locale.ROOT,
            "no answer %d; %d tokens, cost %.6f, %.0f ms each",
            count - costs.size(),
            costs.stream().mapToLong(cost -> cost.inputTokens() + cost.outputTokens()).sum(),
            costs.stream().mapToLong(TargetModel.Cost::micros).sum() / 1e6,
            took.toMillis() / (double) Math.max(1, count)));
  }

  private static String right(List<Asked> asked) {
    long right = asked.stream().filter(Asked::isRight).count();
    return asked.isEmpty()
        ? "none"
        : String.format(Locale.ROOT, "%d (%.2f %%)", right, 100.0 * right / asked.size());
  }
}
