package dev.baton.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.schemas.Request;
import dev.baton.schemas.Signal;
import dev.baton.schemas.SignalKind;
import dev.baton.stack.testing.TestRegistry;
import dev.baton.topics.TopicCatalogue;
import dev.baton.topics.TopicNames;
import dev.baton.topics.TopicSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvroSerdesIntegrationTests {

  private final RegistryEndpoint registry = RegistryEndpoint.apicurio(TestRegistry.shared().url());
  private final AvroSerdes serdes = new AvroSerdes(registry);
  private final TopicNames names =
      new TopicNames("t" + UUID.randomUUID().toString().substring(0, 8) + ".");
  private int requestId;

  @BeforeEach
  void registerTheContract() throws InterruptedException {
    try (SchemaRegistrar registrar = new SchemaRegistrar(registry)) {
      requestId = registrar.register(spec(names.requests()));
      registrar.guard(spec(names.requests()));
    }
  }

  @Test
  void writesConfluentsWireFormatAndReadsItBack() {
    Request request =
        Request.newBuilder().setGoal("why?").setInputs(Map.of("corpus", "docs")).build();

    byte[] value = write(request);

    assertThat(value[0]).isZero();
    assertThat(ByteBuffer.wrap(value, 1, 4).getInt()).isEqualTo(requestId);
    assertThat(decode(value)).isEqualTo(new Decoded.Valid<>(request));
  }

  @Test
  void readsWhatAClientWithoutOurTypesWrote() throws Exception {
    URI byId = URI.create(registry.confluentApi() + "/schemas/ids/" + requestId);
    String reply =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(byId).build(), BodyHandlers.ofString())
            .body();
    String json =
        new com.fasterxml.jackson.databind.ObjectMapper().readTree(reply).path("schema").asText();
    GenericData.Record record =
        new GenericRecordBuilder(new Schema.Parser().parse(json)).set("goal", "from afar").build();

    assertThat(decode(frame(requestId, record)))
        .isEqualTo(new Decoded.Valid<>(Request.newBuilder().setGoal("from afar").build()));
  }

  @Test
  void callsBytesWithoutTheHeaderUndecodable() {
    assertThat(decode("hello world".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(Decoded.Poison.class, this::isUndecodable);
    assertThat(decode(new byte[0]))
        .isInstanceOfSatisfying(Decoded.Poison.class, this::isUndecodable);
  }

  @Test
  void callsATruncatedValueUndecodable() {
    byte[] value = write(Request.newBuilder().setGoal("a long enough goal to be cut").build());

    assertThat(decode(Arrays.copyOf(value, 12)))
        .isInstanceOfSatisfying(Decoded.Poison.class, this::isUndecodable);
  }

  @Test
  void namesAnUnknownSchemaId() {
    byte[] value = write(Request.newBuilder().setGoal("x").build());
    ByteBuffer.wrap(value, 1, 4).putInt(987_654);

    assertThat(decode(value))
        .isInstanceOfSatisfying(
            Decoded.Poison.class,
            poison -> {
              assertThat(poison.cause()).isEqualTo("unknown-schema");
              assertThat(poison.message()).contains("987654");
            });
  }

  @Test
  void callsAnotherRecordOnTheTopicPoison() throws InterruptedException {
    try (SchemaRegistrar registrar = new SchemaRegistrar(registry)) {
      registrar.register(spec(names.signals()));
    }
    Signal signal = Signal.newBuilder().setRunId("r").setKind(SignalKind.CANCEL).build();
    try (var serializer = serdes.<Signal>serializer()) {
      assertThat(decode(serializer.serialize(names.signals(), signal)))
          .isInstanceOf(Decoded.Poison.class);
    }
  }

  @Test
  void neverRegistersASchemaByItself() {
    try (var serializer = serdes.<Signal>serializer()) {
      assertThatThrownBy(() ->
              serializer.serialize(
                  names.signals(),
                  Signal.newBuilder().setRunId("r").setKind(SignalKind.CANCEL).build()))
          .isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void refusesAnIncompatibleSchema() throws InterruptedException {
    Schema other =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"Request\",\"namespace\":\"dev.baton.schemas\",\"fields\":[{\"name\":\"goals\",\"type\":\"int\"}]}");
    TopicSpec spec = spec(names.requests());
    try (SchemaRegistrar registrar = new SchemaRegistrar(registry)) {
      assertThatThrownBy(() ->
              registrar.register(
                  new TopicSpec(
                      spec.name(), other, spec.partitioning(), spec.config(), spec.rights())))
          .hasMessageContaining(spec.subject());
    }
  }

  @Test
  void waitsForARegistryThatDoesNotAnswerInsteadOfBlamingTheValue() {
    byte[] value = write(Request.newBuilder().setGoal("x").build());
    try (var decoder =
        new AvroSerdes(RegistryEndpoint.apicurio("http://127.0.0.1:1")).decoder(Request.class)) {
      assertThatThrownBy(() -> decoder.decode(names.requests(), value))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  private void isUndecodable(Decoded.Poison<?> poison) {
    assertThat(poison.cause()).isEqualTo("undecodable");
    assertThat(poison.message()).contains("expected").isNotBlank();
  }

  private byte[] write(Request request) {
    try (var serializer = serdes.<Request>serializer()) {
      return serializer.serialize(names.requests(), request);
    }
  }

  private Decoded<Request> decode(byte[] value) {
    try (var decoder = serdes.decoder(Request.class)) {
      return decoder.decode(names.requests(), value);
    }
  }

  private TopicSpec spec(String topic) {
    return new TopicCatalogue(names, Set.of(), Set.of())
        .topics().stream().filter(t -> t.name().equals(topic)).findFirst().orElseThrow();
  }

  private static byte[] frame(int id, GenericData.Record record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0);
    bytes.write(ByteBuffer.allocate(4).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
