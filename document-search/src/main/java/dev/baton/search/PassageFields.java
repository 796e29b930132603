package dev.baton.search;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;

/** How a passage lies in the index. */
final class PassageFields {

  static final String PROSE = "prose";
  static final String CODE = "code";
  static final String HEADING = "heading";
  static final String PATH = "path";

  static final String KIND = "kind";
  static final String SOURCE = "source";
  static final String LINE_START = "lineStart";
  static final String LINE_END = "lineEnd";
  static final String TEXT = "text";
  static final String ABOVE = "above";

  private static final float TERM_SATURATION = 1.2f;

  /** Less than the usual 0.75: a list item is not better than a paragraph for being short. */
  private static final float LENGTH_WEIGHT = 0.45f;

  private PassageFields() {}

  /** Searched, not stored. Positions are not kept, since no query asks for them. */
  static FieldType searched() {
    FieldType type = new FieldType();
    type.setTokenized(true);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    type.freeze();
    return type;
  }

  static Similarity similarity() {
    return new BM25Similarity(TERM_SATURATION, LENGTH_WEIGHT);
  }

  static Analyzer analyzer() {
    return new DelegatingAnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
      @Override
      protected Analyzer getWrappedAnalyzer(String field) {
        return field.equals(CODE) ? TextAnalysis.code() : TextAnalysis.prose();
      }
    };
  }
}
