package dev.baton.search;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** Makes PDF files, good ones and others. */
final class PdfFiles {

  private static final float LEADING = 14;

  private PdfFiles() {}

  /** A document whose pages have paragraphs of lines; an empty line parts two paragraphs. */
  static void write(Path file, List<List<String>> pages) throws IOException {
    try (PDDocument document = document(pages)) {
      document.save(file.toFile());
    }
  }

  static void writeEncrypted(Path file, String line) throws IOException {
    try (PDDocument document = document(List.of(List.of(line)))) {
      document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
      document.save(file.toFile());
    }
  }

  private static PDDocument document(List<List<String>> pages) throws IOException {
    PDDocument document = new PDDocument();
    for (List<String> lines : pages) {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 11);
        content.beginText();
        content.setLeading(LEADING);
        content.newLineAtOffset(72, 700);
        for (String line : lines) {
          content.showText(line);
          content.newLine();
        }
        content.endText();
      }
    }
    return document;
  }

  /** One page whose content unfolds to a beginning and so many megabytes of one character. */
  static void writeBomb(Path file, String beginning, char character, int megabytes)
      throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
    try (OutputStream deflater = new DeflaterOutputStream(content, best)) {
      deflater.write(beginning.getBytes(StandardCharsets.US_ASCII));
      byte[] megabyte =
          String.valueOf(character).repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < megabytes; i++) {
        deflater.write(megabyte);
      }
    }
    best.end();
    writeRaw(file, "/Filter /FlateDecode ", content.toByteArray(), "");
  }

  /** One page that draws a form, which draws another one ten times, and so on. */
  static void writeNested(Path file, int depth) throws IOException {
    StringBuilder forms = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      String next = i + 1 < depth ? "/F" + " Do /F".repeat(9) + " Do" : "BT ET";
      String resources =
          i + 1 < depth ? "/Resources << /XObject << /F %d 0 R >> >> ".formatted(6 + i) : "";
      forms.append(
          "%d 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] %s/Length %d >>\nstream\n%s\nendstream\nendobj\n"
              .formatted(5 + i, resources, next.length(), next));
    }
    byte[] content = "/F Do".getBytes(StandardCharsets.US_ASCII);
    writeRaw(file, "", content, forms.toString());
  }

  /** Without a table of places: readers look for the objects themselves. */
  private static void writeRaw(Path file, String filter, byte[] content, String more)
      throws IOException {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    String resources = more.isEmpty() ? "" : "/Resources << /XObject << /F 5 0 R >> >> ";
    pdf.writeBytes(
        """
        %%PDF-1.4
        1 0 obj
        << /Type /Catalog /Pages 2 0 R >>
        endobj
        2 0 obj
        << /Type /Pages /Kids [3 0 R] /Count 1 >>
        endobj
        3 0 obj
        << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] %s/Contents 4 0 R >>
        endobj
        4 0 obj
        << %s/Length %d >>
        stream
        """
            .formatted(resources, filter, content.length)
            .getBytes(StandardCharsets.US_ASCII));
    pdf.writeBytes(content);
    pdf.writeBytes(
        ("\nendstream\nendobj\n" + more + "trailer\n<< /Root 1 0 R /Size 20 >>\n%%EOF\n")
            .getBytes(StandardCharsets.US_ASCII));
    Files.write(file, pdf.toByteArray());
  }
}
