package dev.baton.search;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;

/** Reads the files of a corpus and puts their passages into an index in memory. */
final class IndexBuilder {

  /** Longer blocks become several passages. */
  private static final int MAX_PASSAGE_LINES = 40;

  /** Text beyond this is cut: data written on one line is no passage. */
  private static final int MAX_PASSAGE_CHARS = 8_000;

  /** Characters of PDF files in one index, which lies in memory. */
  private static final long MAX_PDF_CHARS = 64_000_000;

  /** What reading all PDF files of a corpus may take; somebody waits for it. */
  private static final Duration MAX_PDF_TIME = Duration.ofMinutes(2);

  private static final FieldType SEARCHED = PassageFields.searched();

  private final Corpus corpus;
  private final List<SkippedFile> skipped;
  private int passages;
  private long pdfChars;
  private Duration pdfTime = MAX_PDF_TIME;

  private IndexBuilder(Corpus corpus, CorpusSnapshot snapshot) {
    this.corpus = corpus;
    this.skipped = new ArrayList<>(snapshot.skipped());
  }

  static PassageIndex build(Corpus corpus, CorpusSnapshot snapshot) {
    IndexBuilder builder = new IndexBuilder(corpus, snapshot);
    ByteBuffersDirectory directory = new ByteBuffersDirectory();
    try {
      builder.write(directory, snapshot);
      return new PassageIndex(
          corpus.name(), DirectoryReader.open(directory), builder.contents(snapshot));
    } catch (IOException e) {
      throw CorpusException.faulty("corpus " + corpus + ": cannot build its index", e);
    }
  }

  private IndexContents contents(CorpusSnapshot snapshot) {
    return new IndexContents(snapshot.digest(), passages, skipped);
  }

  private void write(ByteBuffersDirectory directory, CorpusSnapshot snapshot) throws IOException {
    IndexWriterConfig config =
        new IndexWriterConfig(PassageFields.analyzer())
            .setSimilarity(PassageFields.similarity())
            .setMergeScheduler(new SerialMergeScheduler());
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (CorpusFile file : snapshot.files()) {
        for (DocumentPart part : read(file.path())) {
          addPart(writer, part);
        }
      }
      writer.forceMerge(1);
    }
  }

  private List<DocumentPart> read(String path) {
    boolean pdf = FileRules.format(path) == FileFormat.PDF;
    long begin = System.nanoTime();
    try {
      List<DocumentPart> parts = corpus.parts(path, pdfTime);
      if (pdf) {
        pdfChars += parts.stream().mapToLong(DocumentPart::chars).sum();
        if (pdfChars > MAX_PDF_CHARS) {
          throw CorpusException.refused(
              "the corpus has more than %d characters of PDF text (expected: fewer)"
                  .formatted(MAX_PDF_CHARS));
        }
      }
      return parts;
    } catch (CorpusException e) {
      // One unreadable file must not take the others away; who asks is told.
      skipped.add(new SkippedFile(path, String.valueOf(e.getMessage())));
      return List.of();
    } finally {
      if (pdf) {
        pdfTime = pdfTime.minusNanos(System.nanoTime() - begin);
      }
    }
  }

  private void addPart(IndexWriter writer, DocumentPart part) throws IOException {
    List<String> lines = part.lines();
    for (Block block : part.blocks()) {
      for (int from = block.range().start();
          from <= block.range().end();
          from += MAX_PASSAGE_LINES) {
        int to = Math.min(block.range().end(), from + MAX_PASSAGE_LINES - 1);
        String text = String.join("\n", lines.subList(from - 1, to));
        Block piece = new Block(block.kind(), new LineRange(from, to), block.headings());
        writer.addDocument(document(part.source(), piece, cut(text)));
        passages++;
      }
    }
  }

  private static Document document(String path, Block block, String text) {
    String above = String.join("\n", block.headings());
    boolean code = block.kind() == PassageKind.CODE;
    Document document = new Document();
    document.add(new Field(code ? PassageFields.CODE : PassageFields.PROSE, text, SEARCHED));
    document.add(new Field(PassageFields.HEADING, above, SEARCHED));
    document.add(new Field(PassageFields.PATH, path.replace('/', ' '), SEARCHED));
    document.add(new StringField(PassageFields.KIND, block.kind().name(), Field.Store.YES));
    document.add(new SortedDocValuesField(PassageFields.SOURCE, new BytesRef(path)));
    document.add(new StoredField(PassageFields.SOURCE, path));
    document.add(new NumericDocValuesField(PassageFields.LINE_START, block.range().start()));
    document.add(new StoredField(PassageFields.LINE_START, block.range().start()));
    document.add(new StoredField(PassageFields.LINE_END, block.range().end()));
    document.add(new StoredField(PassageFields.TEXT, text));
    document.add(new StoredField(PassageFields.ABOVE, above));
    return document;
  }

  private static String cut(String text) {
    return text.length() > MAX_PASSAGE_CHARS ? text.substring(0, MAX_PASSAGE_CHARS) : text;
  }
}
