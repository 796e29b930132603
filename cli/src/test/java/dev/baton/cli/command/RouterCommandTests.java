package dev.baton.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.failure.ExitCodes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterCommandTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "router | router: no sub-command (expected: eval, replay, shadow or bench)",
        "router eval | Missing required parameter: 'DATA'",
        "router eval nowhere.csv | data: nowhere.csv: cannot be read (expected: a .json file",
        "router eval x.csv --threshold 2 | --threshold: 2.0 (expected: 0 to 1)",
        "router replay --since yesterday | --since: 'yesterday' (expected: 7d, 12h, 30m or a time like",
        "router replay --limit 0 | --limit: 0 (expected: >= 1)",
        "router replay --show -1 | --show: -1 (expected: >= 0)",
        "router replay --with nowhere.yaml | rules: nowhere.yaml (expected: a readable rule file)",
        "router replay --model scripted:nowhere.yaml | --model: scripted:nowhere.yaml: no such model",
        "router replay --model-questions 0 | --model-questions: 0 (expected: >= 1)",
        "router replay --margin 2 | --margin: 2.0 (expected: 0 to 1)",
        "router shadow --since never | --since: 'never' (expected: 7d, 12h, 30m or a time like",
        "router bench --requests 0 | --requests: 0 (expected: >= 1)",
        "router eval x.csv --model-texts 0 | --model-texts: 0 (expected: >= 1)",
        "router eval x.csv --model offline | --model: offline: no such model (expected: ACCOUNT:MODEL",
        "router eval x.csv --model scripted:nowhere.yaml | --model: scripted:nowhere.yaml: no such model",
        "router eval x.csv --examples -1 | --examples: -1 (expected: >= 1)",
      })
  void refusesWrongUsageInOneLine(String line, String message) {
    TestStreams streams = new TestStreams();

    int code = streams.run(line.split(" ", -1));

    assertThat(code).isEqualTo(ExitCodes.USAGE);
    assertThat(streams.err()).startsWith("baton: ").contains(message).doesNotContain("\tat ");
    assertThat(streams.out()).isEmpty();
  }
}
