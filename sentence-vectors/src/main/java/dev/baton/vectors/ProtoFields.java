package dev.baton.vectors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a protocol buffer message field by field, without a class generated for it. */
final class ProtoFields {

  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int DELIMITED = 2;
  private static final int FOUR_BYTES = 5;
  private static final int TYPE_BITS = 3;
  private static final int PAYLOAD_BITS = 7;
  private static final int LONGEST_VARINT = 10;

  private ProtoFields() {}

  /**
   * A field of a message.
   *
   * @param value of a field with one number; 0 for any other
   * @param bytes of a field that is text, bytes, a message or packed numbers; not copied, empty for
   *     any other
   */
  record Field(int number, long value, ByteBuffer bytes) {

    String text() {
      byte[] text = new byte[bytes.remaining()];
      bytes.duplicate().get(text);
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  /**
   * All fields in their order.
   *
   * @throws IllegalArgumentException if the bytes are no message
   */
  static List<Field> of(ByteBuffer message) {
    ByteBuffer rest = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    List<Field> fields = new ArrayList<>();
    while (rest.hasRemaining()) {
      long key = varint(rest);
      int number = (int) (key >>> TYPE_BITS);
      fields.add(
          switch ((int) key & ((1 << TYPE_BITS) - 1)) {
            case VARINT -> new Field(number, varint(rest), ByteBuffer.allocate(0));
            case EIGHT_BYTES -> new Field(number, 0, take(rest, Long.BYTES));
            case DELIMITED -> new Field(number, 0, take(rest, varint(rest)));
            case FOUR_BYTES -> new Field(number, 0, take(rest, Integer.BYTES));
            default -> throw new IllegalArgumentException("field " + number + " has no known type");
          });
    }
    return fields;
  }

  /** Numbers that follow each other without keys. */
  static List<Long> packed(ByteBuffer numbers) {
    ByteBuffer rest = numbers.slice();
    List<Long> values = new ArrayList<>();
    while (rest.hasRemaining()) {
      values.add(varint(rest));
    }
    return values;
  }

  private static ByteBuffer take(ByteBuffer rest, long length) {
    if (length < 0 || length > rest.remaining()) {
      throw new IllegalArgumentException(
          "a field of %d bytes (expected: at most %d)".formatted(length, rest.remaining()));
    }
    ByteBuffer taken = rest.slice(rest.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    rest.position(rest.position() + (int) length);
    return taken;
  }

  private static long varint(ByteBuffer rest) {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT && rest.hasRemaining(); i++) {
      byte next = rest.get();
      value |= (next & 0x7FL) << (i * PAYLOAD_BITS);
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number has no end");
  }
}
