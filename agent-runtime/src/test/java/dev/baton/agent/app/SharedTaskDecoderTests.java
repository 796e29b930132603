package dev.baton.agent.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.slot.TaskDecoder;
import dev.baton.agent.slot.TaskRecord;
import dev.baton.schemas.Task;
import dev.baton.serde.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedTaskDecoderTests {

  private static final TaskRecord RECORD =
      new TaskRecord(new TaskRecord.Place("tasks", 0, 0), null, null, Map.of(), 1);

  private final List<Counted> opened = new ArrayList<>();
  private final SharedTaskDecoder shared =
      new SharedTaskDecoder(() -> {
        Counted decoder = new Counted();
        opened.add(decoder);
        return decoder;
      });

  @Test
  void isOneForAllSlotsAndClosedByTheLast() {
    TaskDecoder first = shared.get();
    TaskDecoder second = shared.get();
    first.decode(RECORD);
    second.decode(RECORD);
    first.close();
    first.close();

    assertThat(opened).hasSize(1);
    assertThat(opened.getFirst().decoded).isEqualTo(2);
    assertThat(opened.getFirst().closed).as("the second slot still reads").isZero();

    second.close();
    assertThat(opened.getFirst().closed).isEqualTo(1);
  }

  @Test
  void isOpenedAgainForASlotThatComesLater() {
    shared.get().close();
    TaskDecoder later = shared.get();
    later.decode(RECORD);

    assertThat(opened).hasSize(2);
    assertThat(opened.getLast().decoded).isEqualTo(1);
    assertThat(opened.getLast().closed).isZero();
  }

  private static final class Counted implements TaskDecoder {
    private int decoded;
    private int closed;

    @Override
    public Decoded<Task> decode(TaskRecord record) {
      decoded++;
      return new Decoded.Poison<>("undecodable", "no task");
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
