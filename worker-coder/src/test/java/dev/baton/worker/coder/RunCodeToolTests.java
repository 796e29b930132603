package dev.baton.worker.coder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import dev.baton.agent.tool.ToolException;
import dev.baton.agent.tool.ToolInvocation;
import dev.baton.agent.tool.ToolLimits;
import dev.baton.documents.testing.TestTasks;
import dev.baton.sandbox.Sandbox;
import dev.baton.sandbox.SandboxLimits;
import dev.baton.sandbox.SandboxSettings;
import dev.baton.schemas.Task;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunCodeToolTests {

  private static final CodeSandbox SANDBOX =
      new CodeSandbox(SandboxSettings.DEFAULT, SandboxLimits.DEFAULT);

  private final RunCodeTool tool = new RunCodeTool(SANDBOX);

  @BeforeEach
  void skipWithoutASandbox() throws InterruptedException {
    Sandbox.State state = SANDBOX.get().state();
    assumeTrue(
        state instanceof Sandbox.State.Ready,
        () -> "no sandbox on this machine, so the tool is not run: " + state);
  }

  @Test
  void fitsIntoAToolsOutputWhateverAProgramPrintsAndWrites() throws InterruptedException {
    String output =
        run(
            """
            import os
            os.write(1, b"\\0" * 65536)
            os.write(2, b'"' * 65536)
            for n in range(30):
                open("f%d.txt" % n, "w").write("\\\\" * 10000)
            """);

    assertThat(output.length()).isLessThan(ToolLimits.DEFAULT.maxOutputChars());
    ObjectNode tree = Json.readObject(output).orElseThrow();
    assertThat(tree.path("passed").asBoolean()).isTrue();
    assertThat(tree.path("files").size()).isEqualTo(30);
    assertThat(tree.path("files").path(0).path("content").asText()).hasSize(10_000);
    assertThat(tree.path("files").path(29).has("content")).isFalse();
  }

  @Test
  void saysWhatIsWrongWithItsArguments() {
    assertThatThrownBy(() -> tool.run(call("main.py", "../main.py", "")))
        .isInstanceOf(ToolException.class)
        .hasMessageStartingWith("file: ../main.py (expected: a relative path");
    assertThatThrownBy(() -> tool.run(call("other.py", "main.py", "")))
        .isInstanceOf(ToolException.class)
        .hasMessage("main: other.py (expected: one of the files, ending with .py)");
  }

  private String run(String source) throws InterruptedException {
    return tool.run(call("main.py", "main.py", source)).text();
  }

  private static ToolInvocation call(String main, String path, String source) {
    ObjectNode arguments = Json.object().put("language", "python").put("main", main);
    arguments.putArray("files").addObject().put("path", path).put("content", source);
    Task task = TestTasks.task("coder", "write-code", "run it").build();
    return new ToolInvocation(
        Json.canonical(arguments), task, "key", Instant.now().plusSeconds(60));
  }
}
