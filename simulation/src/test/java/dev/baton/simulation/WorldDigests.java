package dev.baton.simulation;

import dev.baton.agent.slot.TaskRecord;
import dev.baton.simulation.scene.Habits;
import dev.baton.simulation.world.Lane;
import dev.baton.simulation.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A process that plays worlds and writes a line for each: its seed and what happened, as a number.
 * The first line says in which order this process goes through an immutable set of four records.
 */
final class WorldDigests {
  private WorldDigests() {}

  /**
   * Writes to the first argument of the worlds from 0 up to the second, and those of the others.
   */
  public static void main(String[] arguments) throws Exception {
    List<String> lines = new ArrayList<>(List.of(order()));
    LongStream seeds =
        LongStream.concat(
            LongStream.range(0, Long.parseLong(arguments[1])),
            Arrays.stream(arguments).skip(2).mapToLong(Long::parseLong));
    Callable<Void> playing =
        () -> {
          seeds.mapToObj(WorldDigests::line).forEach(lines::add);
          return null;
        };
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      executor.submit(playing).get();
    }
    Files.write(Path.of(arguments[0]), lines);
  }

  private static String order() {
    return Stream.of(4, 6, 8, 10)
        .map(offset -> new TaskRecord.Place("tasks.role1", 0, offset))
        .collect(Collectors.toUnmodifiableSet())
        .stream()
        .map(place -> Long.toString(place.offset()))
        .collect(Collectors.joining(" "));
  }

  private static String line(long seed) {
    World.Play play = new World.Play(seed, new Lane(new Habits()), Optional.empty(), true);
    return seed + " " + World.play(play).trace().hashCode();
  }
}
