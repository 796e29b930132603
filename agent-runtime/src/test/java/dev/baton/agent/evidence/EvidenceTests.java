package dev.baton.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTests {

  @Test
  void survivesItsJsonForm() {
    Evidence evidence = new Evidence("What?", List.of(Items.item(7, "Ends with \"quotes\" — [1]")));

    assertThat(Evidence.parse(evidence.toJson())).isEqualTo(evidence);
  }

  @Test
  void readsWhatALaterVersionAdds() {
    assertThat(Evidence.parse("{\"facet\":\"Q?\",\"items\":[],\"more\":1}").facet())
        .isEqualTo("Q?");
  }

  @Test
  void refusesWhatIsNoEvidenceAndSaysWhy() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evidence.parse("[1, 2]"))
        .withMessageContaining("expected: facet and items");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evidence.parse("{\"items\":[]}"))
        .withMessageContaining("facet");
    assertThatIllegalArgumentException().isThrownBy(() -> Evidence.parse("null"));
  }

  @Test
  void refusesItemsOutOfTheirBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EvidenceItem("c", "a.md", 3, 2, "t", "q", List.of(), 0.5))
        .withMessageContaining("3-2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EvidenceItem("c", "a.md", 1, 2, "t", "q", List.of(), Double.NaN))
        .withMessageContaining("NaN");
  }
}
