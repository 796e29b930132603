package dev.baton.router.rules;

import dev.baton.core.cel.CelEnvironment;
import dev.baton.core.cel.CelException;
import dev.baton.core.cel.CelExpression;
import dev.baton.core.cel.CelKind;
import dev.baton.core.id.Digests;
import dev.baton.router.catalog.Target;
import dev.baton.schemas.Request;
import dev.baton.serde.ContractClasses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a rule file strictly: what is unknown, contradictory or disproved by its own examples is an
 * error.
 */
public final class RuleFile {

  /** Rules in one file. */
  public static final int MAX_RULES = 500;

  private static final int MAX_CHARS = 1024 * 1024;
  private static final String EXAMPLE_TENANT = "default";
  private static final Set<String> FILE_KEYS = Set.of("rules");
  private static final Set<String> RULE_KEYS =
      Set.of("name", "priority", "when", "route", "reason", "examples");

  static {
    // Examples become requests, and nothing else may have been read before.
    ContractClasses.trust();
  }

  private final String file;
  private final CelEnvironment conditions = RuleSubject.environment();

  private RuleFile(String file) {
    this.file = file;
  }

  /**
   * Reads rules.
   *
   * @param file names the file in errors
   * @param text its content
   * @throws RuleFileException if it cannot be used
   */
  public static RoutingRules parse(String file, String text) {
    return new RuleFile(file).parse(text);
  }

  private RoutingRules parse(String text) {
    List<Node> nodes = new YamlFields(file, compose(text), FILE_KEYS).list("rules");
    if (nodes.size() > MAX_RULES) {
      throw new RuleFileException(
          "%s: %d rules (expected: at most %d)".formatted(file, nodes.size(), MAX_RULES));
    }
    List<Read> read = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Node node : nodes) {
      Read next = rule(node);
      if (!names.add(next.rule().name())) {
        throw next.error("name", "stands twice (expected: each name once)");
      }
      read.add(next);
    }
    RoutingRules rules =
        new RoutingRules(read.stream().map(Read::rule).toList(), Digests.sha256(text));
    read.forEach(rule -> checkExamples(rules, rule));
    return rules;
  }

  private Node compose(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setAllowDuplicateKeys(false)
            .setCodePointLimit(MAX_CHARS)
            .build();
    try {
      return new Compose(settings)
          .composeString(text)
          .orElseThrow(() ->
              new RuleFileException(file + ": empty (expected: a mapping with the key rules)"));
    } catch (MarkedYamlEngineException e) {
      throw new RuleFileException(
          YamlFields.at(file, e.getProblemMark(), "no YAML: " + e.getProblem()), e);
    } catch (YamlEngineException e) {
      throw new RuleFileException("%s: no YAML: %s".formatted(file, e.getMessage()), e);
    }
  }

  private Read rule(Node node) {
    YamlFields fields = new YamlFields(file, node, RULE_KEYS);
    String name = fields.text("name");
    RoutingRule rule =
        new RoutingRule(
            name,
            fields.number("priority"),
            condition(fields, name),
            target(fields, name),
            fields.text("reason"),
            fields.texts("examples"));
    Read read = new Read(rule, fields);
    if (rule.examples().isEmpty()) {
      throw read.error("examples", "none (expected: at least one goal that the rule takes)");
    }
    return read;
  }

  private CelExpression condition(YamlFields fields, String name) {
    try {
      return conditions.compile(fields.text("when"), CelKind.BOOLEAN);
    } catch (CelException e) {
      throw new RuleFileException(
          fields.at(fields.required("when"), "rule '%s': when: %s".formatted(name, e.getMessage())),
          e);
    }
  }

  private static Target target(YamlFields fields, String name) {
    String text = fields.text("route");
    return Target.parse(text)
        .orElseThrow(() ->
            fields.error(
                fields.required("route"),
                "rule '%s': route: '%s' (expected: %s)".formatted(name, text, Target.EXPECTED)));
  }

  private static void checkExamples(RoutingRules rules, Read read) {
    for (String example : read.rule().examples()) {
      Request request = Request.newBuilder().setGoal(example).build();
      List<RoutingRule> matching = rules.match(new RuleSubject(request, EXAMPLE_TENANT)).matching();
      if (!matching.contains(read.rule())) {
        throw read.error(
            "examples",
            "'%s' does not match (expected: every example to match)".formatted(example));
      }
      if (!matching.getFirst().equals(read.rule())) {
        throw read.error(
            "examples",
            "'%s' is taken by rule '%s' before (expected: this rule to take it)"
                .formatted(example, matching.getFirst().name()));
      }
    }
  }

  /** A rule with its place in the file. */
  private record Read(RoutingRule rule, YamlFields fields) {

    RuleFileException error(String key, String problem) {
      return fields.error(
          fields.required(key), "rule '%s': %s: %s".formatted(rule.name(), key, problem));
    }
  }
}
