package dev.baton.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.schemas.Result;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.RunLogRecord;
import dev.baton.schemas.TimerFired;
import dev.baton.schemas.fact.RunPaused;
import dev.baton.schemas.fact.TimerSet;
import dev.baton.serde.ContractClasses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;

class TimelineTests {

  private static final int SAMPLES = 20;
  private static final long SEED = 7;
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

  static {
    ContractClasses.trust();
  }

  @Test
  void hasWordsForEveryFactOfTheContract() throws IOException {
    Schema facts = RunLogRecord.getClassSchema().getField("facts").schema().getElementType();
    for (Schema fact : facts.getTypes()) {
      for (Object sample : samples(fact)) {
        assertThat(FactText.of(sample)).as(fact.getName()).isNotEqualTo(fact.getName());
      }
    }
  }

  @Test
  void hasWordsForEveryEventOfTheContract() throws IOException {
    for (Schema event :
        List.of(RunEvent.getClassSchema(), Result.getClassSchema(), TimerFired.getClassSchema())) {
      for (Object sample : samples(event)) {
        assertThat(EventText.of(sample))
            .as(event.getName())
            .isNotBlank()
            .doesNotContain("null")
            .doesNotContainPattern("^(Routed|Signal|ChildAnswered|BudgetDecision|Continue)$");
      }
    }
  }

  @Test
  void showsTimersOnlyWhenEverythingIsWanted() {
    RunLogRecord entry =
        new RunLogRecord(
            Answers.RUN,
            "default",
            3L,
            START.plusMillis(250),
            "1",
            new TimerFired("deadline", START),
            List.of(new TimerSet("retry", START), new RunPaused(START)));
    RunLogRecord first = RunLogRecord.newBuilder(entry).setSeq(1L).setAt(START).build();

    assertThat(Timeline.lines(List.of(first, entry), false))
        .containsExactly(
            "   1  +0 ms      timer deadline fired",
            "                 → run paused",
            "   3  +250 ms    timer deadline fired",
            "                 → run paused");
    assertThat(Timeline.lines(List.of(entry), true))
        .contains("                 → timer retry set for 2026-11-01T12:00:00Z");
    assertThat(Timeline.json(List.of(entry)).at("/0/decisions")).hasSize(2);
  }

  /** Random values of a schema, as they would come from the topic. */
  private static List<Object> samples(Schema schema) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    for (Object value : new RandomData(schema, SAMPLES, SEED, true)) {
      new GenericDatumWriter<>(schema).write(value, encoder);
    }
    encoder.flush();
    var decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
    SpecificDatumReader<Object> reader = new SpecificDatumReader<>(schema);
    java.util.ArrayList<Object> samples = new java.util.ArrayList<>();
    while (!decoder.isEnd()) {
      samples.add(reader.read(null, decoder));
    }
    return samples;
  }
}
