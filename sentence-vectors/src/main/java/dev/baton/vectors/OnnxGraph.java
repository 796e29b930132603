package dev.baton.vectors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A model file that is put together operator by operator. Not thread-safe. */
final class OnnxGraph {

  /** What numbers are. */
  enum Element {
    FLOAT(1),
    UNSIGNED_BYTE(2),
    BYTE(3),
    LONG(7);

    private final int code;

    Element(int code) {
      this.code = code;
    }
  }

  private static final int IR_VERSION = 8;
  private static final int OPERATORS_VERSION = 17;
  private static final String STANDARD = "";

  /** Where the runtime has operators of its own, each made of several others. */
  private static final String FUSED = "com.microsoft";

  private static final int MODEL_IR_VERSION = 1;
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_OPERATORS = 8;
  private static final int OPERATORS_DOMAIN = 1;
  private static final int OPERATORS_NUMBER = 2;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_NAME = 2;
  private static final int GRAPH_CONSTANT = 5;
  private static final int GRAPH_INPUT = 11;
  private static final int GRAPH_OUTPUT = 12;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_OPERATOR = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int NODE_DOMAIN = 7;
  private static final int TENSOR_SIZE = 1;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW = 9;

  private final ProtoMessage graph = new ProtoMessage().text(GRAPH_NAME, "sentence");
  private final Set<String> constants = new HashSet<>();

  /** An attribute of an operator. */
  sealed interface Attribute {

    String name();

    /** A whole number. */
    record Whole(String name, long value) implements Attribute {}

    /** A real number. */
    record Real(String name, float value) implements Attribute {}

    private ProtoMessage message() {
      ProtoMessage message = new ProtoMessage().text(1, name());
      return switch (this) {
        case Real(String _, float value) -> message.real(2, value).number(20, 1);
        case Whole(String _, long value) -> message.number(3, value).number(20, 2);
      };
    }
  }

  /** Adds a constant, once however often; gives its name. */
  String constant(String name, Element type, ByteBuffer bytes, long... shape) {
    if (constants.add(name)) {
      ProtoMessage tensor = new ProtoMessage();
      for (long size : shape) {
        tensor.number(TENSOR_SIZE, size);
      }
      graph.message(
          GRAPH_CONSTANT,
          tensor.number(TENSOR_TYPE, type.code).text(TENSOR_NAME, name).bytes(TENSOR_RAW, bytes));
    }
    return name;
  }

  /** Adds real numbers, as {@link #constant(String, Element, ByteBuffer, long...)} does. */
  String constant(String name, float[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return constant(name, Element.FLOAT, bytes, shape);
  }

  /** Adds an operator with one output; gives the output's name. */
  String standard(String operator, List<String> inputs, String output, Attribute... attributes) {
    return operator(STANDARD, operator, inputs, output, attributes);
  }

  /** The same for an operator of the runtime's own. */
  String fused(String operator, List<String> inputs, String output, Attribute... attributes) {
    return operator(FUSED, operator, inputs, output, attributes);
  }

  private String operator(
      String domain, String operator, List<String> inputs, String output, Attribute... attributes) {
    ProtoMessage node = new ProtoMessage();
    inputs.forEach(input -> node.text(NODE_INPUT, input));
    node.text(NODE_OUTPUT, output).text(NODE_OPERATOR, operator);
    for (Attribute attribute : attributes) {
      node.message(NODE_ATTRIBUTE, attribute.message());
    }
    graph.message(GRAPH_NODE, node.text(NODE_DOMAIN, domain));
    return output;
  }

  /** Says what the model reads; its sizes have names. */
  void input(String name, Element type, String... sizes) {
    graph.message(GRAPH_INPUT, value(name, type, sizes));
  }

  /** Says what the model gives; its sizes have names. */
  void output(String name, Element type, String... sizes) {
    graph.message(GRAPH_OUTPUT, value(name, type, sizes));
  }

  private static ProtoMessage value(String name, Element type, String... sizes) {
    ProtoMessage shape = new ProtoMessage();
    for (String size : sizes) {
      shape.message(1, new ProtoMessage().text(2, size));
    }
    ProtoMessage tensor = new ProtoMessage().number(1, type.code).message(2, shape);
    return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
  }

  /** The file. */
  byte[] model() {
    return new ProtoMessage()
        .number(MODEL_IR_VERSION, IR_VERSION)
        .message(MODEL_OPERATORS, operators(STANDARD, OPERATORS_VERSION))
        .message(MODEL_OPERATORS, operators(FUSED, 1))
        .message(MODEL_GRAPH, graph)
        .written();
  }

  private static ProtoMessage operators(String domain, int version) {
    return new ProtoMessage().text(OPERATORS_DOMAIN, domain).number(OPERATORS_NUMBER, version);
  }
}
