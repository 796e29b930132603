package dev.baton.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Makes queries of plain words. */
final class PassageQueries {

  private static final int MAX_QUERY_CHARS = 4_000;
  private static final int MAX_TERMS = 64;

  /** A word in a heading says more about a passage than one among many in its text. */
  private static final Map<String, Float> BOOSTS =
      Map.of(
          PassageFields.PROSE, 1.0f,
          PassageFields.CODE, 1.0f,
          PassageFields.HEADING, 1.2f,
          PassageFields.PATH, 0.4f);

  private static final List<String> FIELDS =
      List.of(PassageFields.PROSE, PassageFields.CODE, PassageFields.HEADING, PassageFields.PATH);

  /** A word that stands in several fields counts once, and a little for each further field. */
  private static final float TIE = 0.35f;

  private static final float BINDING_BOOST = 0.3f;

  private PassageQueries() {}

  static Query of(String words, Filter filter) {
    String bounded = words.length() > MAX_QUERY_CHARS ? words.substring(0, MAX_QUERY_CHARS) : words;
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    List<String> terms = TextAnalysis.questionTerms(bounded);
    if (terms.isEmpty()) {
      return new MatchNoDocsQuery("the query has no words");
    }
    terms.stream().limit(MAX_TERMS).forEach(term -> any.add(anywhere(term), Occur.SHOULD));
    return switch (filter) {
      case ALL -> any.build();
      case CODE -> restricted(any.build(), Occur.FILTER);
      case PROSE -> restricted(any.build(), Occur.MUST_NOT);
    };
  }

  private static Query anywhere(String term) {
    List<Query> fields = new ArrayList<>();
    for (String field : FIELDS) {
      fields.add(
          new BoostQuery(new TermQuery(new Term(field, term)), BOOSTS.getOrDefault(field, 1.0f)));
    }
    Query anywhere = new DisjunctionMaxQuery(fields, TIE);
    return TextAnalysis.isBinding(term) ? new BoostQuery(anywhere, BINDING_BOOST) : anywhere;
  }

  private static Query restricted(Query words, Occur code) {
    Query isCode = new TermQuery(new Term(PassageFields.KIND, PassageKind.CODE.name()));
    return new BooleanQuery.Builder().add(words, Occur.MUST).add(isCode, code).build();
  }
}
