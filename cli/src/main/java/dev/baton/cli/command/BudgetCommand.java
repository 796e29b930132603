package dev.baton.cli.command;

import dev.baton.cli.client.CompactedTopics;
import dev.baton.cli.client.Installation;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Screen;
import dev.baton.cli.output.Shown;
import dev.baton.cli.output.TextTable;
import dev.baton.cli.stack.Session;
import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.ledger.Period;
import dev.baton.core.ledger.TenantLimit;
import dev.baton.core.wire.WireLedger;
import dev.baton.schemas.TenantBudget;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about what the runs of a tenant may spend together. */
@Command(name = "budget", description = "Set and show what the runs of a tenant may spend.")
final class BudgetCommand implements Callable<Integer> {

  private static final int MICROS = 6;
  private static final int TENANT_CHARS = 40;

  @Override
  public Integer call() {
    throw CommandFailure.usage("budget: no sub-command (expected: set or show)");
  }

  /** Sets a tenant's limit. */
  @Command(
      name = "set",
      description =
          "Bound what the runs of a tenant may spend in a period; without --tokens and --money the tenant has no limit.")
  static final class SetLimit implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(200);

    @Mixin private GlobalOptions global = new GlobalOptions();

    @Parameters(
        index = "0",
        paramLabel = "TENANT",
        description = "The tenant; 'default' has the topics without a suffix.")
    private String tenant = "";

    @Option(names = "--tokens", description = "Tokens in and out.")
    private @Nullable Long tokens;

    @Option(names = "--money", description = "Money, in units of the installation's currency.")
    private @Nullable BigDecimal money;

    @Option(
        names = "--per",
        description = "hour, day or month, by UTC (default: ${DEFAULT-VALUE}).")
    private Period period = Period.DAY;

    private final Screen screen;

    SetLimit(Screen screen) {
      this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException {
      TenantLimit limit = wanted();
      try (Session session = Session.open(global.settings(), screen);
          CompactedTopics topics = new CompactedTopics(session.installation())) {
        Installation installation = session.installation();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        topics.write(
            installation.names().budget(),
            tenant,
            WireLedger.toAvro(new LedgerEvent.LimitSet(tenant, limit, now)));
        topics.flush();
        await(installation, limit);
        screen.print("runs of " + tenant + " that start from now on: " + words(limit));
        return ExitCodes.OK;
      }
    }

    private TenantLimit wanted() {
      if (!tenant.matches("[a-z0-9-]{1,40}")) {
        throw CommandFailure.usage(
            "TENANT: '%s' (expected: 1 to 40 lower-case letters, digits and hyphens)"
                .formatted(Shown.line(tenant, TENANT_CHARS)));
      }
      if (tokens != null && tokens < 1) {
        throw CommandFailure.usage("--tokens: " + tokens + " (expected: >= 1)");
      }
      return new TenantLimit(
          Optional.ofNullable(tokens), Optional.ofNullable(money).map(SetLimit::micros), period);
    }

    private static long micros(BigDecimal money) {
      try {
        long micros = money.movePointRight(MICROS).longValueExact();
        if (micros >= 1) {
          return micros;
        }
      } catch (ArithmeticException _) {
        // Said below like any other wrong amount.
      }
      throw CommandFailure.usage(
          "--money: " + money + " (expected: more than 0, at most 6 decimals)");
    }

    /** The limit holds once the ledger says so. */
    private void await(Installation installation, TenantLimit limit) throws InterruptedException {
      Instant giveUp = Instant.now().plus(PATIENCE);
      while (!holds(installation, limit)) {
        if (Instant.now().isAfter(giveUp)) {
          throw CommandFailure.failed(
              "budget of %s: sent, but no orchestrator has taken it up within %d s (expected: one that runs)"
                  .formatted(tenant, PATIENCE.toSeconds()));
        }
        Thread.sleep(PAUSE);
      }
    }

    private boolean holds(Installation installation, TenantLimit limit) {
      TenantBudget known = read(installation).get(tenant);
      return known == null ? !limit.isBounded() : limit.equals(limit(known));
    }
  }

  /** Shows where budgets stand. */
  @Command(
      name = "show",
      description = "Show what the runs of each tenant may spend and have spent.")
  static final class Show implements Callable<Integer> {

    @Mixin private GlobalOptions global = new GlobalOptions();

    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "TENANT",
        description = "Only this tenant.")
    private @Nullable String tenant;

    private final Screen screen;

    Show(Screen screen) {
      this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException {
      try (Session session = Session.open(global.settings(), screen)) {
        Map<String, TenantBudget> budgets = read(session.installation());
        if (tenant != null && !budgets.containsKey(tenant)) {
          screen.print("No limit was ever set for " + Shown.line(tenant, TENANT_CHARS) + ".");
        } else if (budgets.isEmpty()) {
          screen.print("No tenant has a limit. Set one: baton budget set TENANT --tokens 1000000");
        } else {
          screen.print(table(budgets).lines());
        }
        return ExitCodes.OK;
      }
    }

    private TextTable table(Map<String, TenantBudget> budgets) {
      TextTable table = new TextTable("tenant", "limit", "since", "spent", "leased to open runs");
      budgets.values().stream()
          .filter(budget -> tenant == null || budget.getTenant().equals(tenant))
          .forEach(budget ->
              table.row(
                  Shown.line(budget.getTenant(), TENANT_CHARS),
                  words(limit(budget)),
                  Shown.time(budget.getPeriodStart()),
                  amount(budget.getSpentTokens(), budget.getSpentCostMicros()),
                  amount(budget.getLeasedTokens(), budget.getLeasedCostMicros())));
      return table;
    }
  }

  private static Map<String, TenantBudget> read(Installation installation) {
    try (CompactedTopics topics = new CompactedTopics(installation)) {
      return new TreeMap<>(topics.read(installation.names().tenantBudgets(), TenantBudget.class));
    }
  }

  private static TenantLimit limit(TenantBudget budget) {
    return new TenantLimit(
        Optional.ofNullable(budget.getMaxTokens()),
        Optional.ofNullable(budget.getMaxCostMicros()),
        Period.valueOf(budget.getPeriod()));
  }

  private static String words(TenantLimit limit) {
    if (!limit.isBounded()) {
      return "no limit";
    }
    String tokens = limit.tokens().map(most -> most + " tokens").orElse("");
    String money = limit.costMicros().map(most -> money(most) + " of money").orElse("");
    String both = tokens.isEmpty() || money.isEmpty() ? "" : " and ";
    return tokens + both + money + " per " + limit.period().word();
  }

  private static String amount(long tokens, long costMicros) {
    return tokens + " tokens, " + money(costMicros);
  }

  private static String money(long micros) {
    return BigDecimal.valueOf(micros, MICROS).stripTrailingZeros().toPlainString();
  }
}
