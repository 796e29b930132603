package dev.baton.documents;

import dev.baton.agent.evidence.Evidence;
import dev.baton.agent.evidence.EvidenceItem;
import dev.baton.agent.evidence.Likeness;
import dev.baton.agent.evidence.Place;
import dev.baton.agent.evidence.SupportedClaim;
import dev.baton.search.Passage;
import dev.baton.search.Sentences;
import dev.baton.search.Verification;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks every quote of some claims up in its file. What is not there is left out and named; a claim
 * without a quote, or with a number that its quotes do not have, is left out with it. Used by one
 * thread, for one list of claims.
 */
final class ClaimLookup {

  private static final int SHOWN_CHARS = 120;

  private final DocumentLibrary library;
  private final String corpus;
  private final Collection<Passage> passages;
  private final Map<Key, Integer> numbers = new LinkedHashMap<>();
  private final List<EvidenceItem> items = new ArrayList<>();
  private final List<SupportedClaim> kept = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();

  private record Key(Place place, String quote) {}

  private ClaimLookup(DocumentLibrary library, String corpus, Collection<Passage> passages) {
    this.library = library;
    this.corpus = corpus;
    this.passages = passages;
  }

  /**
   * What of the claims holds.
   *
   * @param evidence the quotes that stand in their files, and the claims that they carry
   * @param dropped what was left out, each with its reason
   */
  record Held(Evidence evidence, List<String> dropped) {
    Held {
      dropped = List.copyOf(dropped);
    }
  }

  /**
   * Looks claims up.
   *
   * @param library where
   * @param corpus the task's own; claims cannot name another one
   * @param passages what was found, for the headings above a quote
   */
  static ClaimLookup in(DocumentLibrary library, String corpus, Collection<Passage> passages) {
    return new ClaimLookup(library, corpus, passages);
  }

  Held hold(String facet, List<Claim> claims) {
    for (int i = 0; i < claims.size(); i++) {
      // Claims come with the most important one first.
      hold(claims.get(i), 1 - i / (2.0 * claims.size()));
    }
    return new Held(new Evidence(facet, items, kept), dropped);
  }

  private void hold(Claim claim, double score) {
    List<Integer> carried = new ArrayList<>();
    for (Claim.Quote quote : claim.quotes()) {
      item(quote, score).ifPresent(item -> carried.add(number(item)));
    }
    List<Integer> own = carried.stream().distinct().toList();
    String quotes = own.stream().map(at -> items.get(at).quote()).collect(Collectors.joining("\n"));
    TreeSet<String> invented = new TreeSet<>(Likeness.numbers(claim.text()));
    invented.removeAll(Likeness.numbers(quotes));
    if (own.isEmpty()) {
      dropped.add(
          "claim \"%s\": no quote that was found carries it".formatted(shown(claim.text())));
    } else if (!invented.isEmpty()) {
      dropped.add(
          "claim \"%s\": its quotes do not say %s"
              .formatted(shown(claim.text()), String.join(", ", invented)));
    } else {
      kept.add(new SupportedClaim(claim.text(), own));
    }
  }

  private Optional<EvidenceItem> item(Claim.Quote quote, double score) {
    Place place = new Place(corpus, quote.source(), quote.lineStart(), quote.lineEnd());
    Verification verification = library.verify(place, quote.words());
    return switch (verification) {
      case Verification.Found() -> Optional.of(item(place, quote.words(), score));
      case Verification.Moved(int start, int end) ->
          Optional.of(item(new Place(corpus, quote.source(), start, end), quote.words(), score));
      case Verification.NotFound(String reason) -> {
        dropped.add("quote \"%s\" of %s: %s".formatted(shown(quote.words()), place, reason));
        yield Optional.empty();
      }
    };
  }

  private EvidenceItem item(Place place, String words, double score) {
    String plain = Sentences.plain(words);
    return new EvidenceItem(
        place.corpus(),
        place.source(),
        place.lineStart(),
        place.lineEnd(),
        plain.isBlank() ? words : plain,
        words,
        headings(place),
        score);
  }

  private List<String> headings(Place place) {
    return passages.stream()
        .filter(passage ->
            passage.source().equals(place.source())
                && passage.lineStart() <= place.lineStart()
                && place.lineEnd() <= passage.lineEnd())
        .map(Passage::headings)
        .findFirst()
        .orElse(List.of());
  }

  private int number(EvidenceItem item) {
    return numbers.computeIfAbsent(
        new Key(item.place(), item.quote()),
        _ -> {
          items.add(item);
          return items.size() - 1;
        });
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS - 1) + "…";
  }
}
