package dev.baton.documents;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends back a reply that is no list of claims, and once the quotes that were not found. It never
 * ends a loop: what is still wrong then is left out by whoever reads the claims. Used by one
 * thread, for one loop.
 */
final class ClaimCheck implements Function<String, Optional<String>> {

  /** As many complaints as a loop takes for repairs. */
  private static final int MAX_COMPLAINTS = 2;

  private final DocumentLibrary library;
  private final String corpus;
  private int complaints;
  private boolean toldOfQuotes;

  ClaimCheck(DocumentLibrary library, String corpus) {
    this.library = library;
    this.corpus = corpus;
  }

  @Override
  public Optional<String> apply(String text) {
    if (complaints == MAX_COMPLAINTS) {
      return Optional.empty();
    }
    Optional<String> complaint = Claim.complaint(text).or(() -> unfound(text));
    complaint.ifPresent(_ -> complaints++);
    return complaint;
  }

  private Optional<String> unfound(String text) {
    if (toldOfQuotes) {
      return Optional.empty();
    }
    List<String> dropped =
        ClaimLookup.in(library, corpus, List.of()).hold("claims", Claim.read(text)).dropped();
    if (dropped.isEmpty()) {
      return Optional.empty();
    }
    toldOfQuotes = true;
    return Optional.of(
        "%s (expected: words that stand in their file; leave out what you cannot quote)"
            .formatted(String.join("; ", dropped)));
  }
}
