package dev.baton.documents;

import dev.baton.agent.evidence.Place;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.tool.ToolException;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Task;
import dev.baton.search.Corpora;
import dev.baton.search.Corpus;
import dev.baton.search.CorpusException;
import dev.baton.search.Filter;
import dev.baton.search.IndexCache;
import dev.baton.search.Passage;
import dev.baton.search.PassageIndex;
import dev.baton.search.Verification;
import java.util.List;
import java.util.function.Supplier;

/**
 * The documents that a worker may read, by corpus name. What is wrong with a corpus ends the task:
 * PERMANENT, or TRANSIENT where only the storage failed. Thread-safe.
 */
public final class DocumentLibrary {

  /** The request's input that names a corpus. */
  public static final String CORPUS_INPUT = "corpus";

  /** The corpus of a request that names none. */
  public static final String DEFAULT_CORPUS = "default";

  private final Corpora corpora;
  private final IndexCache indexes;

  /**
   * A library.
   *
   * @param corpora the corpora that the operator has allowed
   * @param indexes their indexes
   */
  public DocumentLibrary(Corpora corpora, IndexCache indexes) {
    this.corpora = corpora;
    this.indexes = indexes;
  }

  /** The name of the corpus that a task is about: untrusted, and only ever looked up. */
  public static String corpusOf(Task task) {
    String named = task.getInputs().getOrDefault(CORPUS_INPUT, "").strip();
    return named.isEmpty() ? DEFAULT_CORPUS : named;
  }

  /** Whether a task names a corpus or there is a default one; otherwise it has no documents. */
  public boolean hasDocuments(Task task) {
    return !corpusOf(task).equals(DEFAULT_CORPUS)
        || guarded(() -> corpora.folders().containsKey(DEFAULT_CORPUS));
  }

  /**
   * The searchable state of a corpus.
   *
   * @throws TaskFailureException if the name is unknown, or its folder is missing, empty or too
   *     large
   */
  public PassageIndex index(String corpus) {
    return guarded(() -> indexes.index(corpora.corpus(corpus)));
  }

  /**
   * The passages that fit best.
   *
   * @throws TaskFailureException like {@link #index(String)}
   */
  public List<Passage> search(String corpus, String query, int limit, Filter filter) {
    return guarded(() -> index(corpus).search(query, limit, filter));
  }

  /**
   * Lines of one document, both ends included; fewer where it ends before.
   *
   * @throws ToolException if there is no such document or no such line
   * @throws TaskFailureException of class TRANSIENT if the storage failed; PERMANENT if the corpus
   *     is not known
   */
  List<String> lines(String corpus, String source, int from, int to) {
    Corpus named = guarded(() -> corpora.corpus(corpus));
    try {
      return named.lines(source, from, to);
    } catch (CorpusException e) {
      if (e.retryable()) {
        throw failure(e);
      }
      throw new ToolException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Looks quoted words up again.
   *
   * @return {@link Verification.NotFound} also where the corpus is not known
   * @throws TaskFailureException of class TRANSIENT if the storage failed
   */
  public Verification verify(Place place, String quote) {
    Corpus corpus;
    try {
      corpus = corpora.corpus(place.corpus());
    } catch (CorpusException e) {
      if (e.retryable()) {
        throw failure(e);
      }
      return new Verification.NotFound(String.valueOf(e.getMessage()));
    }
    return guarded(() -> corpus.verify(place.source(), place.lineStart(), place.lineEnd(), quote));
  }

  private static <T> T guarded(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (CorpusException e) {
      throw failure(e);
    }
  }

  private static TaskFailureException failure(CorpusException e) {
    FailureClass failureClass = e.retryable() ? FailureClass.TRANSIENT : FailureClass.PERMANENT;
    return new TaskFailureException(failureClass, String.valueOf(e.getMessage()), e);
  }
}
