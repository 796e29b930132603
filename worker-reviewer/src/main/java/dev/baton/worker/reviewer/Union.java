package dev.baton.worker.reviewer;

import dev.baton.agent.evidence.CitationMarks;
import dev.baton.agent.evidence.DraftBlock;
import dev.baton.agent.evidence.DraftSentence;
import dev.baton.agent.evidence.Likeness;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Everything that the results say, result by result, without what was said before and without what
 * only sources say that could not be confirmed. Used by one thread, for one text.
 */
final class Union {

  private final Set<Integer> unconfirmed;
  private final List<String> said = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private int repeated;

  /**
   * An empty text.
   *
   * @param unconfirmed numbers of citations whose words are not where they should be
   */
  Union(Set<Integer> unconfirmed) {
    this.unconfirmed = Set.copyOf(unconfirmed);
  }

  /** The text in Markdown; a heading over each result where there are several. */
  String of(List<Part> parts) {
    List<String> sections = new ArrayList<>();
    for (Part part : parts) {
      String body = body(part);
      if (!body.isEmpty()) {
        sections.add(parts.size() == 1 ? body : "### " + part.label() + "\n\n" + body);
      }
    }
    return String.join("\n\n", sections);
  }

  /** Sentences left out because another result says the same. */
  int repeated() {
    return repeated;
  }

  /** Sentences left out because none of their sources could be confirmed. */
  List<String> dropped() {
    return List.copyOf(dropped);
  }

  private String body(Part part) {
    StringBuilder body = new StringBuilder();
    boolean afterItem = false;
    for (DraftBlock block : part.blocks()) {
      String text = kept(block);
      if (!text.isEmpty()) {
        boolean item = block instanceof DraftBlock.ListItem;
        body.append(body.isEmpty() ? "" : item && afterItem ? "\n" : "\n\n")
            .append(item ? "- " : "")
            .append(text);
        afterItem = item;
      }
    }
    return body.toString();
  }

  private String kept(DraftBlock block) {
    return switch (block) {
      case DraftBlock.Heading(String text) -> "**" + text + "**";
      case DraftBlock.Code _ -> fenced(statements(block));
      case DraftBlock.ListItem _, DraftBlock.Paragraph _ -> statements(block);
    };
  }

  private static String fenced(String code) {
    return code.isEmpty() ? "" : "```\n" + code + "\n```";
  }

  private String statements(DraftBlock block) {
    List<String> texts = new ArrayList<>();
    for (DraftSentence sentence : block.statements()) {
      List<Integer> numbers =
          sentence.numbers().stream().filter(number -> !unconfirmed.contains(number)).toList();
      if (numbers.isEmpty() && !sentence.numbers().isEmpty()) {
        dropped.add(sentence.text());
      } else if (said.stream().anyMatch(one -> Likeness.nearDuplicates(one, sentence.text()))) {
        repeated++;
      } else {
        said.add(sentence.text());
        String marks = CitationMarks.of(numbers);
        texts.add(marks.isEmpty() ? sentence.text() : sentence.text() + " " + marks);
      }
    }
    return String.join(" ", texts);
  }
}
