package dev.baton.cli.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes the file that says what runs. */
public final class StackFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  /** The file of a state folder. */
  public StackFile(StateFolder state) {
    this.file = state.stackFile();
  }

  /** What the file says, whether or not it still runs; empty if nothing readable is there. */
  public Optional<RunningStack> read() {
    try {
      return Files.exists(file)
          ? Optional.of(parse(JSON.readTree(Files.readString(file))))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      // A half-written or foreign file says nothing about what runs: the same as no file.
      return Optional.empty();
    }
  }

  /** The stack that the file names, if the process that holds its services still runs. */
  public Optional<RunningStack> readRunning() {
    return read().filter(stack -> stack.services().handle().isPresent());
  }

  /** Replaces the file in one move. */
  public void write(RunningStack stack) {
    ObjectNode json = JSON.createObjectNode();
    json.put("bootstrapServers", stack.bootstrapServers());
    json.put("registryUrl", stack.registryUrl());
    json.put("prefix", stack.prefix());
    json.put("readyAt", stack.readyAt().toString());
    ArrayNode processes = json.putArray("processes");
    for (StackProcess process : stack.processes()) {
      processes
          .addObject()
          .put("name", process.name())
          .put("pid", process.pid())
          .put("startedAt", process.startedAt().toString());
    }
    try {
      AtomicFiles.write(file, json.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Removes the file. */
  public void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  private static RunningStack parse(JsonNode json) {
    List<StackProcess> processes = new ArrayList<>();
    for (JsonNode process : json.path("processes")) {
      processes.add(
          new StackProcess(
              process.path("name").asText(),
              process.path("pid").asLong(),
              Instant.parse(process.path("startedAt").asText())));
    }
    return new RunningStack(
        json.path("bootstrapServers").asText(),
        json.path("registryUrl").asText(),
        json.path("prefix").asText(),
        Instant.parse(json.path("readyAt").asText()),
        processes);
  }
}
