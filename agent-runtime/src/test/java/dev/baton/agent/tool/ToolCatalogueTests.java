package dev.baton.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tools of sources, which become known later. */
class ToolCatalogueTests {

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Tool> later = new HashMap<>();

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  @Test
  void asksASourceForItsOwnEntriesAlone() {
    Later source = new Later();
    ToolCatalogue catalogue = catalogue(source, Set.of("clock", "far:one", "far:two"));

    assertThat(source.asked).containsExactlyInAnyOrder("far:one", "far:two");
    assertThat(catalogue.tools()).containsOnlyKeys("clock");

    later.put("far__one", tool("far__one"));
    assertThat(catalogue.tools()).containsOnlyKeys("clock", "far__one");
  }

  @Test
  void letsNoSourceTakeTheNameOfAToolOfTheWorker() {
    ToolCatalogue catalogue = catalogue(new Later(), Set.of("clock", "far:one"));
    Tool own = catalogue.tools().get("clock");

    later.put("clock", tool("clock"));
    assertThat(catalogue.tools().get("clock")).isSameAs(own);
  }

  @Test
  void asksNoSourceWhereTheCardNamesNone() {
    Later source = new Later();
    catalogue(source, Set.of("clock"));
    assertThat(source.asked).isEmpty();
  }

  @Test
  void refusesAnEntryThatNoSourceOwns() {
    assertThatThrownBy(() -> catalogue(new Later(), Set.of("near:one")))
        .hasMessageContaining("tool: near:one is allowed by the card but the worker has no such");
  }

  private ToolCatalogue catalogue(Later source, Set<String> allowed) {
    return new ToolCatalogue(
        new ToolOffer(List.of(tool("clock")), List.of(source)),
        allowed,
        ToolLimits.DEFAULT,
        executor);
  }

  private final class Later implements ToolSource {
    private Set<String> asked = Set.of();

    @Override
    public boolean owns(String entry) {
      return entry.startsWith("far:");
    }

    @Override
    public Supplier<Map<String, Tool>> allow(Set<String> entries) {
      asked = Set.copyOf(entries);
      return () -> later;
    }
  }

  private static Tool tool(String name) {
    return new Tool() {
      @Override
      public ToolSpec spec() {
        return new ToolSpec(name, "for tests", "{\"type\":\"object\"}");
      }

      @Override
      public ToolOutput run(ToolInvocation call) {
        return new ToolOutput(name);
      }
    };
  }
}
