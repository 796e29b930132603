package dev.baton.core.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CelJsonTests {
  private static final List<String> OBJECTS =
      List.of(
          "{}",
          " { } ",
          "{\"a\":{\"b\":[1,-2.5,null,true,{\"a\":\"}\"}]},\"c\":9223372036854775807}",
          "{\"a\":[],\"b\":[[]]}");

  private static final List<String> OTHERS =
      List.of(
          "",
          "null",
          "[1]",
          "\"{}\"",
          "{",
          "{\"a\":1",
          "{\"a\":1}}",
          "{\"a\":1} {}",
          "{\"a\":1,}",
          "{a:1}",
          "{\"a\":1,\"b\":2,\"a\":3}",
          "{\"a\":[{\"b\":1,\"b\":1}]}",
          "{\"a\":tru}",
          "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}");

  @Test
  void tellsAnObjectWithoutMakingIt() {
    for (String json : OBJECTS) {
      assertThat(CelJson.isObject(json)).as(json).isTrue();
      assertThat(CelJson.parseObject(json)).as(json).isNotNull();
    }
  }

  @Test
  void takesForAnObjectOnlyWhatIsReadAsOne() {
    for (String json : OTHERS) {
      assertThat(CelJson.isObject(json)).as(json).isFalse();
      assertThatThrownBy(() -> CelJson.parseObject(json))
          .as(json)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void isNotSureOfNumbersBeyondTheOrdinary() {
    assertThat(CelJson.isObject("{\"a\":9223372036854775808}")).isFalse();
    assertThat(CelJson.isObject("{\"a\":1e999}")).isFalse();
    assertThat(CelJson.parseObject("{\"a\":9223372036854775808}"))
        .containsEntry("a", 9.223372036854776E18);
    for (String beyond : List.of("1e999", "9".repeat(400))) {
      assertThat(CelJson.parseObject("{\"a\":%s}".formatted(beyond)))
          .containsEntry("a", Double.POSITIVE_INFINITY);
    }
  }
}
