package dev.baton.vectors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protocol buffer message that grows field by field. What it is given is copied when it is
 * written, once, for weights are many megabytes.
 */
final class ProtoMessage {

  private static final int DELIMITED = 2;
  private static final int FOUR_BYTES = 5;
  private static final int TYPE_BITS = 3;
  private static final int PAYLOAD_BITS = 7;
  private static final int LONGEST_VARINT = 10;

  private final List<ByteBuffer> pieces = new ArrayList<>();
  private int length;

  ProtoMessage number(int field, long value) {
    return varint((long) field << TYPE_BITS).varint(value);
  }

  ProtoMessage real(int field, float value) {
    return varint(((long) field << TYPE_BITS) | FOUR_BYTES)
        .append(
            ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).flip());
  }

  ProtoMessage bytes(int field, ByteBuffer bytes) {
    return varint(((long) field << TYPE_BITS) | DELIMITED).varint(bytes.remaining()).append(bytes);
  }

  ProtoMessage text(int field, String text) {
    return bytes(field, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The message as it is now. */
  ProtoMessage message(int field, ProtoMessage message) {
    varint(((long) field << TYPE_BITS) | DELIMITED).varint(message.length);
    message.pieces.forEach(this::append);
    return this;
  }

  byte[] written() {
    ByteBuffer all = ByteBuffer.allocate(length);
    pieces.forEach(piece -> all.put(piece.duplicate()));
    return all.array();
  }

  private ProtoMessage varint(long value) {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_VARINT);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.put((byte) ((rest & 0x7F) | 0x80));
      rest >>>= PAYLOAD_BITS;
    }
    return append(bytes.put((byte) rest).flip());
  }

  private ProtoMessage append(ByteBuffer piece) {
    pieces.add(piece);
    length += piece.remaining();
    return this;
  }
}
