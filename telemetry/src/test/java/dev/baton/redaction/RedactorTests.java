package dev.baton.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTests {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Redactor redactor =
      Redactor.of(List.of("hunter22", "with \"quotes\" in it", "short", "hunter22-and-more"));

  @Test
  void hidesWhatItKnowsTheLongestFirst() {
    assertThat(redactor.hide("a hunter22 and hunter22-and-more, short"))
        .isEqualTo("a *** and ***, short");
  }

  @Test
  void hidesWhatItKnowsInsideOfJsonWhichStaysJson() throws JsonProcessingException {
    String json =
        JSON.createObjectNode()
            .put("text", "it is with \"quotes\" in it, or hunter22\n")
            .toString();

    assertThat(JSON.readTree(redactor.hide(json)).path("text").asText())
        .isEqualTo("it is ***, or ***\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key sk-proj-0123456789abcdefXYZ. | key ***.",
        "AIzaSyA0123456789abcdefghijklmnopqrstuv | ***",
        "Authorization: Bearer abcdefghijklmnop.qrst | Authorization: Bearer ***",
        "a task-0123456789abcdef0123 stays | a task-0123456789abcdef0123 stays",
        "sk-learn stays | sk-learn stays",
        "password = getpass() stays in a program | password = getpass() stays in a program"
      })
  void hidesWhatHasTheShapeOfAKey(String text, String hidden) {
    assertThat(Redactor.PATTERNS.hide(text)).isEqualTo(hidden);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "login failed: password=hunter7 for me | login failed: password=*** for me",
        "{\"api_key\":\"abcd1234\"} | {\"api_key\":\"***\"}",
        "http://x/?apikey=abcd1234&y=1 | http://x/?apikey=***&y=1",
        "Secret: abcd1234 | Secret: ***",
        "the key *** is bad | the key *** is bad"
      })
  void hidesNamedPasswordsInMessages(String message, String hidden) {
    assertThat(Redactor.PATTERNS.hideInMessage(message)).isEqualTo(hidden);
  }

  @Test
  void showsOrdinaryWordsAtOnceAndHoldsBackWhatMayBeASecret() {
    assertThat(redactor.shownUpTo("Seven days")).isEqualTo("Seven days".length());
    assertThat(redactor.shownUpTo("the hun")).isEqualTo("the ".length());
    assertThat(redactor.shownUpTo("the sk-abc")).isEqualTo("the ".length());
    assertThat(redactor.shownUpTo("say Bearer abc")).isEqualTo("say ".length());
    assertThat(redactor.shownUpTo("the hunter ")).isEqualTo("the hunter ".length());
  }
}
