package dev.baton.search;

import java.io.IOException;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadView;

/** A file whose every read is watched: whatever is unfolded from it comes through here. */
final class WatchedFile implements RandomAccessRead {

  private final RandomAccessRead file;
  private final PdfBudget budget;

  WatchedFile(RandomAccessRead file, PdfBudget budget) {
    this.file = file;
    this.budget = budget;
  }

  @Override
  public int read() throws IOException {
    budget.check();
    return file.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    budget.check();
    return file.read(bytes, offset, length);
  }

  @Override
  public long getPosition() throws IOException {
    return file.getPosition();
  }

  @Override
  public void seek(long position) throws IOException {
    file.seek(position);
  }

  @Override
  public long length() throws IOException {
    return file.length();
  }

  @Override
  public boolean isClosed() {
    return file.isClosed();
  }

  @Override
  public boolean isEOF() throws IOException {
    return file.isEOF();
  }

  @Override
  public RandomAccessReadView createView(long start, long length) {
    return new RandomAccessReadView(this, start, length);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
