package dev.baton.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.schemas.FailureClass;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTiersTests {

  private static final ModelRequest REQUEST =
      new ModelRequest("draft", "", List.of(), List.of(), Optional.empty(), 10);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> asked = new ArrayList<>();
  private FailureClass failure = FailureClass.TRANSIENT;

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  /** Speaks of models: one whose name begins with bad fails. */
  private final class Fake implements ModelProtocol {
    @Override
    public String name() {
      return "fake";
    }

    @Override
    public String standardModel(String tier) {
      return "standard-" + tier;
    }

    @Override
    public ModelClient client(ProviderAccount account, String model, ModelFacts facts) {
      return new ModelClient() {
        @Override
        public String name() {
          return model;
        }

        @Override
        public ModelReply call(ModelRequest request, Instant deadline) {
          asked.add(account.name() + ":" + model);
          if (model.startsWith("bad")) {
            throw new TaskFailureException(failure, model);
          }
          return new ModelReply(model, "text", List.of(), 1, 1, 0);
        }
      };
    }
  }

  @Test
  void isOfflineWithoutAccounts() {
    ModelTiers tiers = tiers(Map.of("smart", "offline"));

    assertThat(tiers.model("smart").name()).isEqualTo("offline-extractive");
    assertThat(tiers.model("unheard-of").name()).isEqualTo("offline-extractive");
  }

  @Test
  void takesTheStandardModelOfEveryAccountInOrderUnlessTheTierIsLocal() {
    ModelTiers tiers = tiers(Map.of(), "b", "a");

    assertThat(tiers.model("smart").name()).isEqualTo("standard-smart");
    assertThat(call(tiers, "smart")).isEqualTo("standard-smart");
    assertThat(asked).containsExactly("b:standard-smart");
    assertThat(tiers.model(ModelTiers.LOCAL).name()).isEqualTo("offline-extractive");
  }

  @ParameterizedTest
  @EnumSource(names = {"TRANSIENT", "TIMEOUT"})
  void asksTheNextModelAfterAPassingFault(FailureClass passing) {
    failure = passing;

    assertThat(call(tiers(Map.of("fast", "a:bad-1, a:bad-2 ,b:good"), "a", "b"), "fast"))
        .isEqualTo("good");
    assertThat(asked).containsExactly("a:bad-1", "a:bad-2", "b:good");
  }

  @ParameterizedTest
  @EnumSource(names = {"PERMANENT", "REFUSED", "BUDGET", "MALFORMED"})
  void asksNobodyElseWhereThatCannotHelp(FailureClass lasting) {
    failure = lasting;
    ModelTiers tiers = tiers(Map.of("fast", "a:bad, a:good"), "a");

    assertThatThrownBy(() -> call(tiers, "fast")).hasMessage("bad");
    assertThat(asked).containsExactly("a:bad");
  }

  @Test
  void putsModelsThatFailedTheWorkBeforeAtTheEnd() throws InterruptedException {
    TierModel tier = tiers(Map.of("fast", "a:one, a:two"), "a").model("fast");

    ModelClient avoiding = tier.avoiding(List.of("one", "unknown"));

    assertThat(avoiding.call(REQUEST, Instant.now().plusSeconds(10)).model()).isEqualTo("two");
    assertThat(tier.avoiding(List.of()).name()).isEqualTo("one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"magic", "a:", "nobody:gpt", ":x", "", "a:one,"})
  void refusesUnknownSettings(String setting) {
    assertThatThrownBy(() -> tiers(Map.of("fast", setting), "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("baton.models.fast: ")
        .hasMessageContaining(
            "(expected: offline, scripted:FILE or ACCOUNT:MODEL with an account of [a])");
  }

  @Test
  void neverPrintsASecret() {
    ProviderAccount account =
        new ProviderAccount("a", "fake", Optional.empty(), Optional.of("s3cret"), Optional.empty());

    assertThat(account.toString()).contains("***").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "m=2/8/0.5, 0, 0, 2800",
    "m=2/8/0.5, 400, 0, 2200",
    "m=2/8/0.5/2.5, 400, 200, 2300",
    "m=2/8/0.5, 400, 200, 2200",
    "m=2/8, 400, 200, 2800",
    "m=0.0001/0, 0, 0, 1",
    "other=9/9, 0, 0, 0"
  })
  void pricesACallAndRoundsUp(String entry, long cached, long written, long micros) {
    ModelPrice price = ModelPrice.list(List.of(entry)).getOrDefault("m", ModelPrice.NONE);

    assertThat(price.micros(1000, 100, cached, written)).isEqualTo(micros);
  }

  @ParameterizedTest
  @ValueSource(strings = {"m", "m=1", "m=1/x", "m=1.2.3/1", "m=1/1/1/1/1", "=1/1", "m=-1/1"})
  void refusesPricesOfAnotherForm(String entry) {
    assertThatThrownBy(() -> ModelPrice.list(List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("price: " + entry);
  }

  private String call(ModelTiers tiers, String tier) {
    try {
      return tiers.model(tier).call(REQUEST, Instant.now().plusSeconds(10)).model();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private ModelTiers tiers(Map<String, String> settings, String... accounts) {
    Map<String, ProviderAccount> all = new LinkedHashMap<>();
    for (String name : accounts) {
      all.put(
          name,
          new ProviderAccount(name, "fake", Optional.empty(), Optional.empty(), Optional.empty()));
    }
    return new ModelTiers(
        new ModelSettings(settings, all, Map.of(), List.of(new Fake())),
        ModelResilience.DEFAULT,
        Clock.systemUTC(),
        executor);
  }
}
