import dev.baton.schemas.Answer;
import dev.baton.schemas.Request;
import dev.baton.serde.AvroSerdes;
import dev.baton.serde.Decoded;
import dev.baton.serde.RegistryEndpoint;
import dev.baton.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * An upstream system in one file: produces a request and waits for its answer, with Baton's types.
 *
 * <p>Usage: java -cp "cli/target/lib/*" examples/ProduceRequest.java BOOTSTRAP_SERVERS REGISTRY_URL GOAL [CORPUS]
 */
public class ProduceRequest {

  public static void main(String[] args) throws Exception {
    if (args.length < 3) {
      System.err.println("usage: ProduceRequest BOOTSTRAP_SERVERS REGISTRY_URL GOAL [CORPUS]");
      System.exit(64);
    }
    TopicNames topics = TopicNames.standard();
    AvroSerdes serdes = new AvroSerdes(RegistryEndpoint.apicurio(args[1]));
    String key = UUID.randomUUID().toString();
    Request request =
        Request.newBuilder()
            .setGoal(args[2])
            .setInputs(args.length > 3 ? Map.of("corpus", args[3]) : Map.of())
            .setIdempotencyKey(key) // sending it again would be the same run
            .setCorrelation(Map.of("ticket", "4711")) // comes back in the answer
            .setDeadline(Instant.now().plusSeconds(60))
            .build();

    try (KafkaConsumer<byte[], byte[]> answers = new KafkaConsumer<>(consumer(args[0]))) {
      answers.assign(
          answers.partitionsFor(topics.answers()).stream()
              .map(p -> new org.apache.kafka.common.TopicPartition(p.topic(), p.partition()))
              .toList());
      answers.seekToEnd(answers.assignment());
      answers.assignment().forEach(answers::position); // where we stand is fixed before the request is sent

      try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(producer(args[0]));
          var serializer = serdes.<Request>serializer()) {
        byte[] value = serializer.serialize(topics.requests(), request);
        producer.send(new ProducerRecord<>(topics.requests(), key.getBytes(StandardCharsets.UTF_8), value)).get();
      }
      print(await(answers, serdes, topics, key));
    }
  }

  private static Answer await(
      KafkaConsumer<byte[], byte[]> answers, AvroSerdes serdes, TopicNames topics, String key) {
    Instant giveUp = Instant.now().plusSeconds(60);
    try (var decoder = serdes.decoder(Answer.class)) {
      while (Instant.now().isBefore(giveUp)) {
        for (ConsumerRecord<byte[], byte[]> record : answers.poll(Duration.ofMillis(200))) {
          if (decoder.decode(topics.answers(), record.value()) instanceof Decoded.Valid<Answer>(var answer)
              && key.equals(answer.getIdempotencyKey())) {
            return answer;
          }
        }
      }
    }
    throw new IllegalStateException("no answer within 60 s");
  }

  private static void print(Answer answer) {
    System.out.println(answer.getStatus() + " " + answer.getRunId() + " " + answer.getCorrelation());
    System.out.println(answer.getContent() == null ? answer.getReason() : answer.getContent().getText());
    answer
        .getCitations()
        .forEach(c -> System.out.printf("[%d] %s:%d-%d%n", c.getNumber(), c.getSource(), c.getLineStart(), c.getLineEnd()));
  }

  private static Properties producer(String bootstrap) {
    Properties config = new Properties();
    config.put("bootstrap.servers", bootstrap);
    config.put("acks", "all");
    config.put("key.serializer", ByteArraySerializer.class);
    config.put("value.serializer", ByteArraySerializer.class);
    return config;
  }

  private static Properties consumer(String bootstrap) {
    Properties config = new Properties();
    config.put("bootstrap.servers", bootstrap);
    config.put("isolation.level", "read_committed"); // an answer of an aborted transaction never happened
    config.put("key.deserializer", ByteArrayDeserializer.class);
    config.put("value.deserializer", ByteArrayDeserializer.class);
    return config;
  }
}
