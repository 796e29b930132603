package dev.baton.core.wire;

import dev.baton.core.run.RunLogEntry;
import dev.baton.schemas.RunLogRecord;
import dev.baton.serde.ContractClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/** Run log entries in a file that has the schema which they were written with. */
public final class RunLogFile {
  private static final int LEVEL = 9;

  static {
    ContractClasses.trust();
  }

  private RunLogFile() {}

  /** Writes entries in their order. */
  public static void write(Path file, List<RunLogEntry> entries) {
    try (DataFileWriter<RunLogRecord> writer =
        new DataFileWriter<>(new SpecificDatumWriter<>(RunLogRecord.getClassSchema()))) {
      writer.setCodec(CodecFactory.deflateCodec(LEVEL));
      writer.create(RunLogRecord.getClassSchema(), file.toFile());
      for (RunLogEntry entry : entries) {
        writer.append(WireLog.toAvro(entry));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** Reads them as today's service would. */
  public static List<RunLogEntry> read(Path file) {
    SpecificDatumReader<RunLogRecord> datum =
        new SpecificDatumReader<>(RunLogRecord.getClassSchema());
    datum.setExpected(RunLogRecord.getClassSchema());
    try (DataFileStream<RunLogRecord> stream =
        new DataFileStream<>(Files.newInputStream(file), datum)) {
      List<RunLogEntry> entries = new ArrayList<>();
      stream.forEach(entry -> entries.add(WireLog.fromAvro(entry)));
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
