package dev.baton.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Turns text into terms: English stems, and identifiers as a whole and in their parts, so that
 * "poll records" finds {@code maxPollRecords}. Prose, code and questions differ only in the words
 * that are left out; so a term of one can be looked up in another.
 */
final class TextAnalysis extends Analyzer {

  private static final int WORD_PARTS =
      WordDelimiterGraphFilter.GENERATE_WORD_PARTS
          | WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS
          | WordDelimiterGraphFilter.SPLIT_ON_CASE_CHANGE
          | WordDelimiterGraphFilter.PRESERVE_ORIGINAL;

  /** Words that make a question and say nothing about its subject. */
  private static final List<String> QUESTION_WORDS =
      List.of(
          "what",
          "which",
          "who",
          "whom",
          "whose",
          "when",
          "where",
          "why",
          "how",
          "do",
          "does",
          "did",
          "can",
          "could",
          "should",
          "would",
          "may",
          "might",
          "am",
          "were",
          "been",
          "being",
          "has",
          "have",
          "had",
          "i",
          "you",
          "we",
          "us",
          "me",
          "my",
          "your",
          "our",
          "its",
          "from",
          "about",
          "than",
          "so",
          "any",
          "some",
          "happen",
          "happens",
          "happened",
          "explain",
          "describe",
          "tell",
          "please",
          "list",
          "give",
          "show",
          "say",
          "says",
          "mean",
          "means",
          "work",
          "works");

  /**
   * Words that bind others together: they help to tell sentences apart, but are never the subject.
   */
  private static final List<String> BINDING_WORDS =
      List.of(
          "before", "after", "between", "during", "while", "until", "without", "within", "through",
          "over", "under", "upon", "once", "again", "still", "also", "only", "each", "every", "all",
          "both", "one", "two", "more", "most", "many", "much", "must", "shall", "need", "needs",
          "true", "case", "way", "thing", "things", "use", "used", "uses", "using", "make", "makes",
          "made", "get", "gets", "become", "becomes", "take", "takes", "same", "other", "long");

  private static final TextAnalysis PROSE = new TextAnalysis(EnglishAnalyzer.getDefaultStopSet());

  private static final TextAnalysis CODE = new TextAnalysis(CharArraySet.EMPTY_SET);
  private static final TextAnalysis QUESTION = new TextAnalysis(questionStopSet());

  private static final Set<String> BINDING_TERMS =
      Set.copyOf(terms(String.join(" ", BINDING_WORDS)));

  private final CharArraySet stopWords;

  private TextAnalysis(CharArraySet stopWords) {
    this.stopWords = stopWords;
  }

  static Analyzer prose() {
    return PROSE;
  }

  static Analyzer code() {
    return CODE;
  }

  /** The terms of a document's text, in order, with repetitions. */
  static List<String> terms(String text) {
    return terms(PROSE, text);
  }

  /** The distinct terms of a question, in order. */
  static List<String> questionTerms(String question) {
    List<String> telling = terms(QUESTION, question);
    // A question of nothing but such words ("How does it work?") still asks for something.
    return (telling.isEmpty() ? terms(PROSE, question) : telling).stream().distinct().toList();
  }

  /** Whether a term is one of the words that bind others together. */
  static boolean isBinding(String term) {
    return BINDING_TERMS.contains(term);
  }

  private static CharArraySet questionStopSet() {
    CharArraySet words = new CharArraySet(EnglishAnalyzer.getDefaultStopSet(), true);
    words.addAll(QUESTION_WORDS);
    return CharArraySet.unmodifiableSet(words);
  }

  private static List<String> terms(Analyzer analyzer, String text) {
    List<String> terms = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream("text", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        terms.add(term.toString());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("reading a string cannot fail", e);
    }
    return terms;
  }

  @Override
  protected TokenStreamComponents createComponents(String fieldName) {
    Tokenizer tokens = new StandardTokenizer();
    TokenStream stream = new EnglishPossessiveFilter(tokens);
    stream = new WordDelimiterGraphFilter(stream, WORD_PARTS, null);
    stream = new LowerCaseFilter(stream);
    stream = new StopFilter(stream, stopWords);
    return new TokenStreamComponents(tokens, new PorterStemFilter(stream));
  }
}
