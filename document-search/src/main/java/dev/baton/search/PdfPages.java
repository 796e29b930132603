package dev.baton.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** The text of each page of an open document. Runs no script and opens no attachment. */
final class PdfPages extends PDFTextStripper {

  private final PdfBudget budget;

  PdfPages(PdfBudget budget) {
    this.budget = budget;
    setLineSeparator("\n");
    setParagraphEnd("\n");
    setPageEnd("");
    setArticleEnd("");
  }

  /**
   * The lines of every page; an empty line ends a paragraph.
   *
   * @throws PdfBudget.SpentException if it is more than the limits allow
   */
  List<List<String>> read(PDDocument document, PdfLimits limits) throws IOException {
    List<List<String>> pages = new ArrayList<>();
    long chars = 0;
    for (int page = 1; page <= document.getNumberOfPages(); page++) {
      budget.nextStep();
      budget.check();
      setStartPage(page);
      setEndPage(page);
      String text = getText(document);
      chars += text.length();
      if (chars > limits.maxChars()) {
        throw new PdfBudget.SpentException(
            "more than " + limits.maxChars() + " characters (expected: fewer)");
      }
      pages.add(text.lines().map(String::strip).toList());
    }
    return pages;
  }

  @Override
  protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
    budget.check();
    super.processOperator(operator, operands);
  }
}
