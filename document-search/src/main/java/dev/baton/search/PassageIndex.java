package dev.baton.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.jspecify.annotations.Nullable;

/**
 * A searchable state of a corpus, in memory.
 *
 * <p>Ranks by BM25 over the text, the headings above it and the file's path; where it has been
 * given vectors, by meaning too, both rankings fused. Safe for use by many threads; it needs no
 * closing. The same query over the same state gives the same passages in the same order, before the
 * vectors came and after.
 */
public final class PassageIndex {

  /** Most passages that one search may ask for. */
  public static final int MAX_LIMIT = 200;

  private static final Sort ORDER =
      new Sort(
          SortField.FIELD_SCORE,
          new SortField(PassageFields.SOURCE, SortField.Type.STRING),
          new SortField(PassageFields.LINE_START, SortField.Type.INT));

  private final String corpus;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;
  private final IndexContents contents;
  private final AtomicReference<@Nullable PassageVectors> vectors = new AtomicReference<>();

  PassageIndex(String corpus, DirectoryReader reader, IndexContents contents) {
    this.corpus = corpus;
    this.reader = reader;
    this.contents = contents;
    this.searcher = new IndexSearcher(reader);
    searcher.setSimilarity(PassageFields.similarity());
    // The shared cache would keep the readers of replaced indexes alive.
    searcher.setQueryCache(null);
  }

  /**
   * Reads a corpus as it is now. {@link IndexCache} saves doing this twice.
   *
   * @throws CorpusException if the corpus is gone, empty or beyond its limits
   */
  public static PassageIndex build(Corpus corpus) {
    return IndexBuilder.build(corpus, corpus.snapshot());
  }

  /**
   * The passages that fit best, best first; equal ones by source, then by line.
   *
   * @param query plain words; nothing in it is taken for query syntax
   * @param limit at most so many, 1 to {@link #MAX_LIMIT}
   * @return empty if no word of the query occurs and nothing is alike in meaning
   */
  public List<Passage> search(String query, int limit, Filter filter) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to " + MAX_LIMIT + ")");
    }
    PassageVectors meanings = vectors.get();
    try {
      return meanings == null || query.isBlank()
          ? byWords(query, limit, filter)
          : byWordsAndMeaning(query, limit, filter, meanings);
    } catch (IOException e) {
      throw CorpusException.faulty("corpus " + corpus + ": cannot search its index", e);
    }
  }

  private List<Passage> byWords(String query, int limit, Filter filter) throws IOException {
    List<Passage> passages = new ArrayList<>();
    StoredFields stored = searcher.storedFields();
    for (ScoreDoc hit : hits(query, limit, filter)) {
      passages.add(passage(stored.document(hit.doc), ((FieldDoc) hit).score));
    }
    return List.copyOf(passages);
  }

  private ScoreDoc[] hits(String query, int limit, Filter filter) throws IOException {
    return searcher.search(PassageQueries.of(query, filter), limit, ORDER, true).scoreDocs;
  }

  private List<Passage> byWordsAndMeaning(
      String query, int limit, Filter filter, PassageVectors meanings) throws IOException {
    List<Integer> words = new ArrayList<>();
    // Both as deep as is asked for: deeper, what both find at a distance beats what one finds
    // first.
    for (ScoreDoc hit : hits(query, limit, filter)) {
      words.add(hit.doc);
    }
    // Code has no vectors: whoever looks for code alone finds it by its words.
    List<Integer> near = filter == Filter.CODE ? List.of() : meanings.nearest(query, limit);
    StoredFields stored = searcher.storedFields();
    List<Passage> passages = new ArrayList<>();
    for (ReciprocalRanks.Fused fused : ReciprocalRanks.fuse(List.of(words, near))) {
      if (passages.size() == limit) {
        break;
      }
      passages.add(passage(stored.document(fused.document()), fused.score()));
    }
    return List.copyOf(passages);
  }

  /** From here on it is searched by meaning too. */
  void use(PassageVectors meanings) {
    vectors.set(meanings);
  }

  /** Whether it is searched by meaning too. */
  public boolean hasVectors() {
    return vectors.get() != null;
  }

  /** What of each document has a meaning to look for, in the index's order; empty for code. */
  List<String> passageTexts() {
    List<String> texts = new ArrayList<>();
    try {
      StoredFields stored = searcher.storedFields();
      for (int document = 0; document < reader.maxDoc(); document++) {
        Passage passage = passage(stored.document(document), 0);
        texts.add(
            passage.kind() == PassageKind.CODE
                ? ""
                : String.join(". ", passage.headings()) + "\n" + passage.text());
      }
      return texts;
    } catch (IOException e) {
      throw CorpusException.faulty("corpus " + corpus + ": cannot read its index", e);
    }
  }

  /** Name of the corpus. */
  public String corpus() {
    return corpus;
  }

  /** The {@link CorpusSnapshot#digest()} of the state that it was built from. */
  public String digest() {
    return contents.digest();
  }

  /** How many passages it holds. */
  public int passages() {
    return contents.passages();
  }

  /** The files that are not in it although they looked searchable. */
  public List<SkippedFile> skipped() {
    return contents.skipped();
  }

  /**
   * How much the occurrence of a term says: high for rare terms, 0 for one that does not occur.
   *
   * @param term as {@link TextAnalysis} makes it
   */
  double weight(String term) {
    try {
      int occurrences =
          Math.max(
              reader.docFreq(new Term(PassageFields.PROSE, term)),
              reader.docFreq(new Term(PassageFields.CODE, term)));
      int all = reader.maxDoc();
      return occurrences == 0 ? 0 : Math.log(1 + (all - occurrences + 0.5) / (occurrences + 0.5));
    } catch (IOException e) {
      throw CorpusException.faulty("corpus " + corpus + ": cannot read its index", e);
    }
  }

  private Passage passage(Document document, double score) {
    String text = stored(document, PassageFields.TEXT);
    String above = stored(document, PassageFields.ABOVE);
    return new Passage(
        corpus,
        stored(document, PassageFields.SOURCE),
        Integer.parseInt(stored(document, PassageFields.LINE_START)),
        Integer.parseInt(stored(document, PassageFields.LINE_END)),
        PassageKind.valueOf(stored(document, PassageFields.KIND)),
        text,
        above.lines().toList(),
        score,
        Digests.sha256(text));
  }

  private static String stored(Document document, String field) {
    return Objects.requireNonNull(document.get(field), field);
  }
}
