import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What a client in any language does, with no code of Baton's: takes the schema from the registry, encodes a record by it, puts a zero
 * byte and the schema's id in four bytes before it, and produces it.
 *
 * <p>Usage: java -cp "cli/target/lib/*" examples/ProduceWithAnyAvroClient.java BOOTSTRAP_SERVERS REGISTRY_URL GOAL
 */
public class ProduceWithAnyAvroClient {

  public static void main(String[] args) throws Exception {
    if (args.length < 3) {
      System.err.println("usage: ProduceWithAnyAvroClient BOOTSTRAP_SERVERS REGISTRY_URL GOAL");
      System.exit(64);
    }
    // Confluent's API. On Apicurio it lies under /apis/ccompat/v7, on Confluent's own registry at the root.
    URI latest = URI.create(args[1] + "/apis/ccompat/v7/subjects/baton.requests-value/versions/latest");
    String reply = HttpClient.newHttpClient().send(HttpRequest.newBuilder(latest).build(), BodyHandlers.ofString()).body();
    var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(reply);
    int schemaId = json.path("id").asInt();
    Schema schema = new Schema.Parser().parse(json.path("schema").asText());

    GenericData.Record request = new GenericRecordBuilder(schema).set("goal", args[2]).build();

    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config(args[0]))) {
      RecordMetadata sent = producer.send(new ProducerRecord<>("baton.requests", encode(schemaId, request))).get();
      System.out.println("sent to " + sent);
    }
  }

  private static byte[] encode(int schemaId, GenericData.Record request) throws java.io.IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0);
    bytes.write(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(request.getSchema()).write(request, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private static Properties config(String bootstrap) {
    Properties config = new Properties();
    config.put("bootstrap.servers", bootstrap);
    config.put("acks", "all");
    config.put("key.serializer", ByteArraySerializer.class);
    config.put("value.serializer", ByteArraySerializer.class);
    return config;
  }
}
