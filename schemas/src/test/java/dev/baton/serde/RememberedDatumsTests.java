package dev.baton.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.schemas.Control;
import dev.baton.schemas.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class RememberedDatumsTests {

  private static final int MANY = 1_000;

  private final RememberedDatums<Object> datums = new RememberedDatums<>();

  RememberedDatumsTests() {
    ContractClasses.trust();
    datums.setUseSpecificAvroReader(true);
  }

  @Test
  void makesOneWriterAndOneReaderForASchema() {
    Schema schema = Usage.getClassSchema();

    assertThat(datums.createDatumWriter(usage(), schema))
        .isInstanceOf(SpecificDatumWriter.class)
        .isSameAs(datums.createDatumWriter(usage(), schema))
        .isNotSameAs(datums.createDatumWriter(new Control(), Control.getClassSchema()));
    assertThat(datums.createDatumReader(schema)).isSameAs(datums.createDatumReader(schema));
  }

  @Test
  void readsBackWhatItWrites() throws IOException {
    assertThat(copy(usage(), Usage.getClassSchema())).isEqualTo(usage());
  }

  @Test
  void keepsTheRecordsOfOtherModelsApart() {
    GenericData.Record record = new GenericData.Record(Usage.getClassSchema());

    assertThat(datums.createDatumWriter(usage(), Usage.getClassSchema()))
        .isInstanceOf(SpecificDatumWriter.class);
    assertThat(datums.createDatumWriter(record, Usage.getClassSchema()))
        .isInstanceOf(GenericDatumWriter.class)
        .isNotInstanceOf(SpecificDatumWriter.class);
  }

  @Test
  void worksOnWhenASchemaIsParsedAnewEachTime() throws IOException {
    String json = Usage.getClassSchema().toString();
    for (int time = 0; time < MANY; time++) {
      assertThat(copy(usage(), new Schema.Parser().parse(json))).isEqualTo(usage());
    }
  }

  private Object copy(Object value, Schema schema) throws IOException {
    DatumWriter<Object> writer = datums.createDatumWriter(value, schema);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    writer.write(value, encoder);
    DatumReader<Object> reader = datums.createDatumReader(schema);
    return reader.read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
  }

  private static Usage usage() {
    return new Usage(1L, 2L, 3L, 4L, 5, 6, 7L, List.of("model"));
  }
}
