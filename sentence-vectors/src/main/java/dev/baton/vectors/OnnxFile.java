package dev.baton.vectors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The constants of a model file, and which of them its products of whole numbers multiply by.
 * Immutable.
 */
final class OnnxFile {

  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_CONSTANT = 5;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_OPERATOR = 4;
  private static final int TENSOR_FLOATS = 4;
  private static final int TENSOR_WHOLES = 5;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW = 9;

  private final Map<String, ByteBuffer> constants = new HashMap<>();
  private final Map<String, String> factors = new HashMap<>();

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it is none
   */
  OnnxFile(byte[] file) {
    for (ProtoFields.Field part : ProtoFields.of(ByteBuffer.wrap(file))) {
      if (part.number() == MODEL_GRAPH) {
        ProtoFields.of(part.bytes()).forEach(this::add);
      }
    }
  }

  private void add(ProtoFields.Field part) {
    if (part.number() == GRAPH_CONSTANT) {
      addConstant(ProtoFields.of(part.bytes()));
    } else if (part.number() == GRAPH_NODE) {
      addFactor(ProtoFields.of(part.bytes()));
    }
  }

  private void addConstant(List<ProtoFields.Field> tensor) {
    String name = "";
    ByteBuffer bytes = ByteBuffer.allocate(0);
    for (ProtoFields.Field field : tensor) {
      switch (field.number()) {
        case TENSOR_NAME -> name = field.text();
        case TENSOR_RAW, TENSOR_FLOATS -> bytes = field.bytes();
        case TENSOR_WHOLES -> bytes = narrow(field);
        default -> {
          // Neither its form nor what it is for is asked.
        }
      }
    }
    constants.put(name, bytes);
  }

  /** Bytes may be written as wider numbers. */
  private static ByteBuffer narrow(ProtoFields.Field field) {
    List<Long> wide =
        field.bytes().hasRemaining() ? ProtoFields.packed(field.bytes()) : List.of(field.value());
    ByteBuffer bytes = ByteBuffer.allocate(wide.size());
    wide.forEach(value -> bytes.put(value.byteValue()));
    return bytes.flip();
  }

  private void addFactor(List<ProtoFields.Field> node) {
    List<String> inputs = texts(node, NODE_INPUT);
    if (texts(node, NODE_OPERATOR).contains("MatMulInteger")) {
      factors.put(texts(node, NODE_OUTPUT).getFirst(), inputs.get(1));
    }
  }

  private static List<String> texts(List<ProtoFields.Field> fields, int number) {
    return fields.stream()
        .filter(field -> field.number() == number)
        .map(ProtoFields.Field::text)
        .toList();
  }

  /** The bytes of a constant, little-endian and not copied. */
  ByteBuffer constant(String name) {
    ByteBuffer bytes = constants.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException(name + " is no constant of the model");
    }
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Which constant a product multiplies by. */
  String factorOf(String product) {
    String factor = factors.get(product);
    if (factor == null) {
      throw new IllegalArgumentException(product + " is no product of the model");
    }
    return factor;
  }
}
