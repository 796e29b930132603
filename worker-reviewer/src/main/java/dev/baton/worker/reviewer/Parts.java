package dev.baton.worker.reviewer;

import dev.baton.agent.evidence.CitationRules;
import dev.baton.agent.evidence.DraftBlock;
import dev.baton.agent.evidence.DraftParser;
import dev.baton.agent.evidence.DraftSentence;
import dev.baton.agent.evidence.Evidence;
import dev.baton.agent.evidence.EvidenceItem;
import dev.baton.agent.evidence.Slices;
import dev.baton.schemas.Citation;
import dev.baton.schemas.SliceEntry;
import dev.baton.schemas.SlicePart;
import dev.baton.schemas.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The results that a task is to merge. Equal sources have one number, whichever result names them.
 * Used by one thread, for one task.
 */
final class Parts {

  /** The entry that a handoff brings is about the task and no result. */
  private static final String HANDOFF = "handoff";

  private static final String JSON = "application/json";

  private final List<Part> all = new ArrayList<>();
  private final Map<Source, Citation> sources = new LinkedHashMap<>();

  private record Source(String corpus, String source, int start, int end, String quote) {
    static Source of(Citation citation) {
      return new Source(
          citation.getCorpus(),
          citation.getSource(),
          citation.getLineStart(),
          citation.getLineEnd(),
          citation.getQuote());
    }
  }

  private Parts() {}

  /** The results in the slice of a task, in their order. */
  static Parts of(Task task) {
    Parts parts = new Parts();
    for (SliceEntry entry : task.getSlice()) {
      if (!entry.getKey().equals(HANDOFF)) {
        for (int i = 0; i < entry.getParts().size(); i++) {
          parts.add(entry.getParts().get(i), name(entry, i));
        }
      }
    }
    return parts;
  }

  List<Part> all() {
    return List.copyOf(all);
  }

  /** The sources of all results, numbered from 1. */
  List<Citation> citations() {
    return List.copyOf(sources.values());
  }

  /** What a result is about that is no item of a fan-out. */
  private static String name(SliceEntry entry, int index) {
    return entry.getParts().size() == 1 ? entry.getKey() : entry.getKey() + " " + (index + 1);
  }

  private void add(SlicePart part, String name) {
    String label = part.getItem() == null ? name : part.getItem();
    boolean evidence = part.getContent() != null && part.getContent().getMediaType().equals(JSON);
    List<DraftBlock> blocks = evidence ? found(Slices.text(part)) : written(part);
    all.add(new Part(CitationRules.heading(label), blocks));
  }

  /** A list of what was found; JSON that is something else is taken word for word. */
  private List<DraftBlock> found(String json) {
    List<DraftBlock> blocks = new ArrayList<>();
    try {
      for (EvidenceItem item : Evidence.parse(json).items()) {
        int number = number(item.citation(1));
        blocks.add(
            new DraftBlock.ListItem(List.of(new DraftSentence(item.text(), List.of(number)))));
      }
    } catch (IllegalArgumentException _) {
      blocks.add(new DraftBlock.Code(new DraftSentence(json, List.of())));
    }
    return blocks;
  }

  private List<DraftBlock> written(SlicePart part) {
    Map<Integer, Integer> numbers = new HashMap<>();
    part.getCitations()
        .forEach(citation -> numbers.putIfAbsent(citation.getNumber(), number(citation)));
    return DraftParser.parse(Slices.text(part)).stream()
        .map(block -> renumbered(block, numbers))
        .toList();
  }

  private int number(Citation citation) {
    int next = sources.size() + 1;
    return sources
        .computeIfAbsent(
            Source.of(citation), _ -> Citation.newBuilder(citation).setNumber(next).build())
        .getNumber();
  }

  private static DraftBlock renumbered(DraftBlock block, Map<Integer, Integer> numbers) {
    return switch (block) {
      case DraftBlock.Heading heading -> heading;
      case DraftBlock.Paragraph(List<DraftSentence> sentences) ->
          new DraftBlock.Paragraph(renumbered(sentences, numbers));
      case DraftBlock.ListItem(List<DraftSentence> sentences) ->
          new DraftBlock.ListItem(renumbered(sentences, numbers));
      case DraftBlock.Code(DraftSentence statement) ->
          new DraftBlock.Code(renumbered(List.of(statement), numbers).getFirst());
    };
  }

  /** A number that no citation has names nothing. */
  private static List<DraftSentence> renumbered(
      List<DraftSentence> sentences, Map<Integer, Integer> numbers) {
    return sentences.stream()
        .map(sentence ->
            new DraftSentence(
                sentence.text(),
                sentence.numbers().stream()
                    .map(numbers::get)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList()))
        .toList();
  }
}
