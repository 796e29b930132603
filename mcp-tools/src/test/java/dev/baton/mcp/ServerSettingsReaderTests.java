package dev.baton.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ServerSettingsReaderTests {

  private static final Map<String, String> OWN =
      Map.of("PATH", "/bin", "OPENAI_API_KEY", "sk-secret", "TOKEN", "abc");

  @Test
  void handsOnWhatIsNamedAndThePath() {
    ServerSettings server =
        read(
            Map.of(
                "baton.mcp.servers.files.command", "node",
                "baton.mcp.servers.files.args", "server.js,/data",
                "baton.mcp.servers.files.env", "LANG=C,TOKEN",
                "baton.mcp.servers.files.tools", "read_text_file"));

    assertThat(server.endpoint())
        .isInstanceOfSatisfying(
            Endpoint.Command.class,
            command -> {
              assertThat(command.words()).containsExactly("node", "server.js", "/data");
              assertThat(command.environment())
                  .isEqualTo(Map.of("PATH", "/bin", "LANG", "C", "TOKEN", "abc"));
            });
    assertThat(server.permits("read_text_file")).isTrue();
    assertThat(server.permits("write_file")).isFalse();
    assertThat(server.timeout()).hasSeconds(30);
    assertThat(server.toString()).doesNotContain("abc", "sk-secret");
  }

  @Test
  void keepsAHeaderOutOfWhatIsShown() {
    ServerSettings server =
        read(
            Map.of(
                "baton.mcp.servers.docs.url", "https://docs.example.org/mcp",
                "baton.mcp.servers.docs.header", "Authorization: Bearer t0ken"));

    assertThat(server.endpoint())
        .isInstanceOfSatisfying(
            Endpoint.Address.class,
            address ->
                assertThat(address.header().orElseThrow().value()).isEqualTo("Bearer t0ken"));
    assertThat(server.toString()).doesNotContain("t0ken");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timeout=5s                       | baton.mcp.servers.x: neither (expected: either .command or .url, not both)",
        "command=a;url=http://b/          | baton.mcp.servers.x: both (expected: either .command or .url",
        "url=ftp://b/                     | baton.mcp.servers.x.url: ftp://b/ (expected: http://HOST:PORT/PATH",
        "url=http://user:word@b/          | (expected: http://HOST:PORT/PATH or https://…, without a user)",
        "url=http://b/;header=Bearer abc  | baton.mcp.servers.x.header: not shown (expected: NAME: VALUE in one line)",
        "command=a;timeout=0s             | baton.mcp.servers.x.timeout: PT0S (expected: more than 0, at most PT10M)",
        "command=a;max-output=200000      | baton.mcp.servers.x.max-output: 200000 (expected: 1 to 100000)",
        "command=a;env==b                 | baton.mcp.servers.x.env: an entry without a name (expected: NAME=VALUE or NAME)",
        "command=a;env=NO_SUCH            | baton.mcp.servers.x.env: NO_SUCH is not set (expected: one of the worker's own variables)",
      })
  void namesWhatIsWrongAndWhatWasExpected(String settings, String expected) {
    Map<String, String> properties = new HashMap<>();
    for (String setting : List.of(settings.split(";", -1))) {
      int equals = setting.indexOf('=');
      properties.put(
          "baton.mcp.servers.x." + setting.substring(0, equals), setting.substring(equals + 1));
    }
    assertThatThrownBy(() -> read(properties))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expected);
  }

  private static ServerSettings read(Map<String, String> properties) {
    McpProperties bound =
        new Binder(new MapConfigurationPropertySource(properties))
            .bind("baton.mcp", McpProperties.class)
            .get();
    return new ServerSettingsReader(OWN).read(bound).values().iterator().next();
  }
}
