package dev.baton.agent.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model's tokens cost, in units of the installation's currency per million tokens, which is
 * the same as millionths per token.
 *
 * @param input of a token sent
 * @param output of a token received
 * @param cached of a token sent that the provider had in its prompt cache
 * @param written of a token sent that the provider put into its prompt cache
 */
public record ModelPrice(
    BigDecimal input, BigDecimal output, BigDecimal cached, BigDecimal written) {

  /** Costs nothing. */
  public static final ModelPrice NONE =
      new ModelPrice(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  private static final Pattern ENTRY =
      Pattern.compile(
          "(?<model>[^=\\s]+)=(?<input>[0-9.]{1,12})/(?<output>[0-9.]{1,12})"
              + "(?:/(?<cached>[0-9.]{1,12})(?:/(?<written>[0-9.]{1,12}))?)?");

  /** Checks that no price is negative. */
  public ModelPrice {
    if (input.signum() < 0 || output.signum() < 0 || cached.signum() < 0 || written.signum() < 0) {
      throw new IllegalArgumentException(
          "price: %s, %s, %s, %s (expected: none below 0)"
              .formatted(input, output, cached, written));
    }
  }

  /**
   * Reads a price list.
   *
   * @param entries each {@code MODEL=INPUT/OUTPUT}, {@code MODEL=INPUT/OUTPUT/CACHED} or {@code
   *     MODEL=INPUT/OUTPUT/CACHED/WRITTEN}; without a third or fourth figure such tokens cost what
   *     others cost
   * @throws IllegalArgumentException if an entry has another form
   */
  public static Map<String, ModelPrice> list(Iterable<String> entries) {
    Map<String, ModelPrice> prices = new TreeMap<>();
    for (String entry : entries) {
      Matcher matcher = ENTRY.matcher(entry.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "price: %s (expected: MODEL=INPUT/OUTPUT[/CACHED[/WRITTEN]], per million tokens)"
                .formatted(entry));
      }
      String cached = matcher.group("cached");
      String written = matcher.group("written");
      prices.put(
          matcher.group("model"),
          new ModelPrice(
              number(entry, matcher.group("input")),
              number(entry, matcher.group("output")),
              number(entry, cached == null ? matcher.group("input") : cached),
              number(entry, written == null ? matcher.group("input") : written)));
    }
    return prices;
  }

  /**
   * What a call costs, in millionths, rounded up.
   *
   * @param inputTokens tokens sent, cached ones and such as were put into the cache included
   * @param outputTokens tokens received
   * @param cachedTokens the part of the tokens sent that came from the cache
   * @param writtenTokens the part of the tokens sent that was put into the cache
   */
  public long micros(long inputTokens, long outputTokens, long cachedTokens, long writtenTokens) {
    return input
        .multiply(BigDecimal.valueOf(inputTokens - cachedTokens - writtenTokens))
        .add(cached.multiply(BigDecimal.valueOf(cachedTokens)))
        .add(written.multiply(BigDecimal.valueOf(writtenTokens)))
        .add(output.multiply(BigDecimal.valueOf(outputTokens)))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  /** The higher of two prices, figure by figure. */
  public ModelPrice atLeast(ModelPrice other) {
    return new ModelPrice(
        input.max(other.input),
        output.max(other.output),
        cached.max(other.cached),
        written.max(other.written));
  }

  /**
   * How many tokens may be received after so many were sent, cached or not, written or not, without
   * the call costing more than given; negative where not even sending is paid for.
   *
   * @param inputTokens tokens sent
   * @param micros what the call may cost, in millionths
   */
  public long outputTokens(long inputTokens, long micros) {
    BigDecimal left =
        BigDecimal.valueOf(micros)
            .subtract(input.max(cached).max(written).multiply(BigDecimal.valueOf(inputTokens)));
    if (left.signum() < 0) {
      return -1;
    }
    return output.signum() == 0
        ? Long.MAX_VALUE
        : left.divideToIntegralValue(output).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
  }

  private static BigDecimal number(String entry, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "price: %s: %s (expected: a number)".formatted(entry, text), e);
    }
  }
}
