package dev.baton.laws;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes a random workflow: needs, conditions, fan-outs, retries, fallbacks, a loop, plans,
 * compensations, and what to do about missing results.
 */
public final class RandomWorkflow {
  /** Who may approve. */
  public static final String APPROVER = "ann";

  /** Who writes plans. */
  public static final String PLANNER = "planner";

  private static final int MOST_STEPS = 5;

  private final Random random;
  private final Shape shape;
  private final List<Set<String>> ancestors = new ArrayList<>();
  private final List<Boolean> fansOut = new ArrayList<>();
  private final List<Boolean> writes = new ArrayList<>();
  private boolean mayFail;

  /** Which of the language's constructs a workflow may have. */
  public enum Shape {
    /** Every join waits for all and nothing has a limit: the order of arrival must not matter. */
    PLAIN,
    /** Joins may end early, but not by the clock. */
    EARLY,
    /** Everything. */
    FULL,
    /**
     * Everything but budgets of steps and long loops, mostly in few steps: most bugs need no more,
     * and small worlds are soon played.
     */
    SMALL;

    /** Whether work, joins and steps may have limits of time, and effects to take back. */
    private boolean hasLimits() {
      return this == FULL || this == SMALL;
    }
  }

  private RandomWorkflow(Random random, Shape shape) {
    this.random = random;
    this.shape = shape;
  }

  /**
   * A workflow and what a law must know about it.
   *
   * @param yaml the definition
   * @param mayFail whether a step without which the run fails is among its steps
   */
  public record Sample(String yaml, boolean mayFail) {}

  /**
   * Writes one.
   *
   * @param seed the same seed gives the same workflow of a shape
   * @param shape what it may have
   */
  public static Sample of(long seed, Shape shape) {
    RandomWorkflow workflow = new RandomWorkflow(new Random(seed), shape);
    String yaml = workflow.write();
    return new Sample(yaml, workflow.mayFail);
  }

  private String write() {
    int most = shape == Shape.SMALL ? 1 + random.nextInt(MOST_STEPS) : MOST_STEPS;
    int count = 1 + random.nextInt(most);
    int loop = chance(40) ? random.nextInt(count) : -1;
    StringBuilder yaml = new StringBuilder("name: random\nsteps:\n");
    for (int i = 0; i < count; i++) {
      yaml.append(step(i, i == loop));
    }
    return yaml.append("answer: s").append(random.nextInt(count)).append('\n').toString();
  }

  private String step(int i, boolean loop) {
    Set<String> needs = needs(i);
    Set<String> before = new LinkedHashSet<>(needs);
    needs.forEach(need -> before.addAll(ancestors.get(number(need))));
    ancestors.add(before);
    StringBuilder yaml = new StringBuilder("  s" + i + ":\n");
    line(yaml, "needs", "[" + String.join(", ", needs) + "]");
    if (!loop && chance(15)) {
      fansOut.add(false);
      writes.add(false);
      return people(yaml);
    }
    boolean planned = chance(shape == Shape.SMALL ? 7 : 12);
    boolean child = !planned && chance(15);
    if (planned) {
      plan(yaml);
    } else {
      line(yaml, child ? "workflow" : "agent", child ? "other" : "role" + random.nextInt(3));
    }
    List<String> singles = before.stream().filter(name -> !fansOut.get(number(name))).toList();
    if (!singles.isEmpty() && chance(25)) {
      line(yaml, "when", condition(pick(singles)));
    }
    fansOut.add(fanOut(yaml, singles));
    List<String> keys = before.stream().filter(name -> writes.get(number(name))).toList();
    if (!keys.isEmpty()) {
      line(
          yaml,
          "reads",
          "[" + String.join(", ", keys.stream().map(name -> "k" + number(name)).toList()) + "]");
    }
    writes.add(chance(80));
    boolean merged = fansOut.get(i) && chance(30);
    if (writes.get(i)) {
      line(yaml, "writes", "k" + i);
    }
    if (merged) {
      line(yaml, "merge", pick(List.of("reviewer", "{by: helper, objective: all in one}")));
    } else if (writes.get(i)) {
      line(yaml, "merge", pick(List.of("union", "best", "vote", "concat")));
    }
    policies(yaml, child);
    if (!planned && shape.hasLimits() && chance(20)) {
      compensate(yaml);
    }
    if (shape == Shape.FULL && chance(20)) {
      budget(yaml);
    }
    // From here on the step has one result: that of the agent who merges.
    fansOut.set(i, fansOut.get(i) && !merged);
    if (loop) {
      loop(yaml, i, before);
    }
    return yaml.toString();
  }

  /**
   * A step whose steps a planner writes; the planners of the laws and of the worlds try everything.
   */
  private void plan(StringBuilder yaml) {
    line(yaml, "plan", PLANNER);
    line(yaml, "allow", chance(50) ? "[role0, role1]" : "[role1]");
    line(yaml, "max", Integer.toString(1 + random.nextInt(4)));
    line(yaml, "tasks", Integer.toString(1 + random.nextInt(20)));
  }

  /** A step that waits for people or for time. */
  private String people(StringBuilder yaml) {
    String deadline = (5 + random.nextInt(100)) + "s";
    switch (random.nextInt(4)) {
      case 0 -> line(yaml, "wait", deadline);
      case 1 -> line(yaml, "wait", "{inputs: [answer], by: [ann], deadline: " + deadline + "}");
      case 2 -> line(yaml, "wait", "{inputs: [answer], default: {answer: none}}");
      default -> {
        String otherwise = chance(50) ? "approve" : "deny";
        line(
            yaml, "approve", "{by: [ann], deadline: " + deadline + ", default: " + otherwise + "}");
        boolean goesOn = chance(70);
        mayFail |= !goesOn;
        line(yaml, "onMissing", goesOn ? "partial" : "fail");
      }
    }
    return yaml.toString();
  }

  private Set<String> needs(int i) {
    Set<String> needs = new TreeSet<>();
    for (int earlier = 0; earlier < i; earlier++) {
      if (chance(45)) {
        needs.add("s" + earlier);
      }
    }
    return needs;
  }

  private boolean fanOut(StringBuilder yaml, List<String> singles) {
    if (!chance(35)) {
      return false;
    }
    String items = "[\"p\", \"q\", \"r\"]";
    if (!singles.isEmpty() && chance(60)) {
      String from = "steps." + pick(singles) + ".fields.list";
      items = chance(70) ? "has(" + from + ") ? " + from + " : []" : from;
    }
    yaml.append("    forEach:\n      items: '").append(items).append("'\n");
    yaml.append("      concurrency: ").append(1 + random.nextInt(3)).append('\n');
    return true;
  }

  private String condition(String step) {
    String n = "steps." + step + ".fields.n";
    return chance(80) ? "'has(" + n + ") && " + n + " % 2 == 0'" : "'" + n + " % 3 > 0'";
  }

  private void policies(StringBuilder yaml, boolean child) {
    line(
        yaml,
        "retry",
        "{max: " + (1 + random.nextInt(3)) + ", backoff: " + (1 + random.nextInt(20)) + "s}");
    if (!child && chance(30)) {
      line(yaml, "fallback", "helper");
    }
    if (chance(12)) {
      mayFail = true;
      line(yaml, "onMissing", "fail");
    }
    join(yaml);
    if (shape.hasLimits()) {
      line(yaml, "timeout", (5 + random.nextInt(30)) + "s");
      if (!child && chance(60)) {
        line(yaml, "queueTimeout", (5 + random.nextInt(60)) + "s");
      }
    }
  }

  private void compensate(StringBuilder yaml) {
    line(
        yaml,
        "compensate",
        "{agent: role%d, timeout: %ds}".formatted(random.nextInt(3), 20 + random.nextInt(80)));
  }

  private void budget(StringBuilder yaml) {
    String tokens = "maxTokens: " + (300 + random.nextInt(20_000));
    String money = "maxCostMicros: " + (20 + random.nextInt(2_000));
    String tasks = "maxTasks: " + (1 + random.nextInt(4));
    line(yaml, "budget", "{" + pick(List.of(tokens, money, tasks, tokens + ", " + money)) + "}");
  }

  private void join(StringBuilder yaml) {
    List<String> keys = new ArrayList<>();
    boolean early = shape != Shape.PLAIN && fansOut.getLast() && chance(60);
    if (early) {
      keys.add(chance(50) ? "type: first" : "quorum: " + (1 + random.nextInt(3)));
    }
    if (shape.hasLimits() && chance(30)) {
      keys.add("deadline: " + (5 + random.nextInt(120)) + "s");
      if (!early && chance(30)) {
        keys.add("type: deadline");
      }
    }
    if (!keys.isEmpty()) {
      line(yaml, "join", "{" + String.join(", ", keys) + "}");
    }
  }

  private void loop(StringBuilder yaml, int i, Set<String> before) {
    Set<String> redo = chance(50) ? new TreeSet<>(before) : new TreeSet<>();
    redo.add("s" + i);
    String ok = "steps.s" + i + (fansOut.get(i) ? ".items.all(x, x.ok)" : ".fields.ok");
    yaml.append("    repeat:\n      until: '").append(ok).append("'\n");
    boolean isLong = shape != Shape.SMALL && chance(30);
    yaml.append("      max: ").append(1 + random.nextInt(isLong ? 8 : 2)).append('\n');
    yaml.append("      redo: [").append(String.join(", ", redo)).append("]\n");
  }

  private static void line(StringBuilder yaml, String key, String value) {
    yaml.append("    ").append(key).append(": ").append(value).append('\n');
  }

  private static int number(String step) {
    return Integer.parseInt(step.substring(1));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
