package dev.baton.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A topology of orchestration to watch. docs/patterns.md says when to use which. */
public enum Demo {
  /** One agent, one task. */
  SINGLE_AGENT("When does the ferry leave?", "one step, one task: what a route to one agent is"),
  /** One step after another. */
  SEQUENTIAL(
      "When does the ferry leave?", "write starts when find has ended, and cites what it found"),
  /** Steps side by side. */
  PARALLEL(
      "Compare the ferry and the bridge.",
      "ferry and bridge start at once; compare waits for both"),
  /** One splits, many work, one text comes out. */
  ORCHESTRATOR_WORKER(
      "When does the ferry leave, and what happens in fog?",
      "research.parts has a task for each part of the question; research merges what they found"),
  /** Runs within a run. */
  HIERARCHICAL(
      "What do fog and storms do to the harbour?",
      "reports.parts are runs of their own; baton runs lists them") {
    @Override
    List<String> files() {
      return List.of("report", "hierarchical");
    }
  },
  /** A condition decides. */
  ROUTER(
      "What happens in fog?",
      "talk was skipped, look-up was not: the condition decided; baton route TEXT shows how the router decides between workflows"),
  /** One role passes its task to another. */
  HANDOFF(
      "Which function computes the fare?",
      "the generalist began the answer and the coder ended it; baton replay RUN shows what was handed over"),
  /** Round after round. */
  REVIEW_LOOP(
      "When does the ferry leave, and what happens in fog?",
      "review looks every citation up; write has a second attempt only where the verdict was redo"),
  /** Somebody's word. */
  APPROVAL(
      "What happens when a crossing is broken off?",
      "sign waited for the harbour master's word, and write began only then");

  private static final List<String> DOCUMENTS = List.of("ferry.md", "bridge.md", "fares.py");

  private final String goal;
  private final String lookAt;

  Demo(String goal, String lookAt) {
    this.goal = goal;
    this.lookAt = lookAt;
  }

  /** The demo of that name, if there is one. */
  public static Optional<Demo> named(String word) {
    return Arrays.stream(values()).filter(demo -> demo.word().equals(word)).findFirst();
  }

  /** Its name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name of its workflow. */
  public String workflow() {
    return "demo-" + word();
  }

  /** What is asked. */
  public String goal() {
    return goal;
  }

  /** What is worth looking at in the answer. */
  public String lookAt() {
    return lookAt;
  }

  List<String> files() {
    return List.of(word());
  }

  /** The definitions that it needs, those of child runs first. */
  public List<String> definitions() {
    return files().stream().map(file -> resource(file + ".yaml")).toList();
  }

  /**
   * Writes the documents that the demos answer from.
   *
   * @return the folder that has them
   */
  public static Path documents(Path state) {
    Path folder = state.resolve("demo-documents");
    try {
      Files.createDirectories(folder);
      for (String document : DOCUMENTS) {
        Files.writeString(folder.resolve(document), resource("docs/" + document));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be written", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Demo.class.getResourceAsStream("/patterns/" + name)) {
      if (in == null) {
        throw new IllegalStateException("patterns/" + name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("patterns/" + name + " cannot be read", e);
    }
  }
}
