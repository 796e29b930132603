package dev.baton.agent.evidence;

import dev.baton.schemas.Citation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Enforces that every sentence of a text names a source that exists, whoever wrote it: what does
 * not is left out, and so is what was said before. Headings are the facets' alone, and what nothing
 * was found about is listed under {@link #NOT_FOUND}. Used by one thread, for one text.
 */
public final class CitationRules {

  /** The heading over the facets about which nothing was found. */
  public static final String NOT_FOUND = "Not found in the documents:";

  /** The heading over the question where nobody has looked, or nobody could. */
  public static final String NO_EVIDENCE = "No evidence was given:";

  private final List<EvidenceItem> sources;
  private final List<String> rejected;
  private final Map<Integer, Integer> renumbered = new LinkedHashMap<>();
  private final List<String> said = new ArrayList<>();
  private int dropped;
  private int repeated;

  private CitationRules(List<EvidenceItem> sources, List<String> rejected) {
    this.sources = List.copyOf(sources);
    this.rejected = List.copyOf(rejected);
  }

  /**
   * Applies the rules.
   *
   * @param drafts what was written, facet by facet
   * @param sources the evidence behind the numbers: the first is number 1
   * @param rejected sentences that must not come again
   */
  public static CitedText enforce(
      List<FacetDraft> drafts, List<EvidenceItem> sources, List<String> rejected) {
    return new CitationRules(sources, rejected).apply(drafts);
  }

  /**
   * The text where there is no evidence at all, not even that nothing was found.
   *
   * @param question what was asked
   */
  public static CitedText withoutEvidence(String question) {
    return new CitedText(
        list(NO_EVIDENCE, List.of(question)) + "\n", List.of(), 0, 0, List.of(question));
  }

  /** A facet as it stands in a heading or in the list of what was not found. */
  public static String heading(String facet) {
    return CitationMarks.neutral(facet.replaceAll("\\s+", " ").strip());
  }

  private CitedText apply(List<FacetDraft> drafts) {
    List<String> sections = new ArrayList<>();
    List<String> uncovered = new ArrayList<>();
    for (FacetDraft draft : drafts) {
      int repeatedBefore = repeated;
      String body = body(draft.markdown());
      if (!body.isEmpty()) {
        sections.add(drafts.size() == 1 ? body : "### " + heading(draft.facet()) + "\n\n" + body);
      } else if (repeated == repeatedBefore) {
        uncovered.add(draft.facet());
      }
    }
    if (!uncovered.isEmpty()) {
      sections.add(list(NOT_FOUND, uncovered));
    }
    return new CitedText(
        String.join("\n\n", sections) + "\n", citations(), said.size(), dropped, uncovered);
  }

  private static String list(String heading, List<String> facets) {
    return facets.stream()
        .map(facet -> "- " + heading(facet))
        .collect(Collectors.joining("\n", "**" + heading + "**\n\n", ""));
  }

  private String body(String markdown) {
    StringBuilder body = new StringBuilder();
    boolean afterItem = false;
    for (DraftBlock block : DraftParser.parse(markdown)) {
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
    StringBuilder text = new StringBuilder();
    for (DraftSentence sentence : block.statements()) {
      List<Integer> numbers = sentence.numbers().stream().filter(this::exists).toList();
      if (numbers.isEmpty() || among(rejected, sentence)) {
        dropped++;
      } else if (among(said, sentence)) {
        dropped++;
        repeated++;
      } else {
        said.add(sentence.text());
        text.append(text.isEmpty() ? "" : " ")
            .append(ended(sentence.text()))
            .append(' ')
            .append(CitationMarks.of(numbers.stream().map(this::renumber).toList()));
      }
    }
    return text.toString();
  }

  /** A full stop keeps a sentence apart from the next one when the text is read again. */
  private static String ended(String sentence) {
    String last = sentence.isEmpty() ? "" : sentence.substring(sentence.length() - 1);
    return ".!?:…\"')”’`*_".contains(last) ? sentence : sentence + ".";
  }

  private boolean exists(int number) {
    return number >= 1 && number <= sources.size();
  }

  private static boolean among(List<String> sentences, DraftSentence sentence) {
    return sentences.stream().anyMatch(one -> Likeness.nearDuplicates(one, sentence.text()));
  }

  private int renumber(int number) {
    return renumbered.computeIfAbsent(number, _ -> renumbered.size() + 1);
  }

  private List<Citation> citations() {
    List<Citation> citations = new ArrayList<>();
    renumbered.forEach((old, number) -> citations.add(sources.get(old - 1).citation(number)));
    return citations;
  }
}
