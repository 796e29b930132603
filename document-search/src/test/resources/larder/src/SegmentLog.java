package org.example.larder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An append-only log in segments of bounded size. */
final class SegmentLog {

  private static final int HEADER_BYTES = 12;

  private final long segmentBytes;
  private FileChannel current;
  private long writtenBytes;

  SegmentLog(FileChannel first, long segmentBytes) {
    this.current = first;
    this.segmentBytes = segmentBytes;
  }

  /** Appends one record and returns the offset at which it starts. */
  long append(ByteBuffer payload) throws IOException {
    if (writtenBytes + HEADER_BYTES + payload.remaining() > segmentBytes) {
      rollSegment();
    }
    long offset = writtenBytes;
    writtenBytes += writeRecord(payload);
    return offset;
  }

  /** Forces what was appended to the disk. */
  void syncToDisk() throws IOException {
    current.force(false);
  }

  private void rollSegment() throws IOException {
    syncToDisk();
    current.close();
    current = openNextSegment();
    writtenBytes = 0;
  }

  private int writeRecord(ByteBuffer payload) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putInt(payload.remaining());
    header.putLong(checksumOf(payload));
    header.flip();
    return current.write(header) + current.write(payload);
  }
}
