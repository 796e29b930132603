package dev.baton.core.run;

import dev.baton.core.cel.CelExpression;
import dev.baton.core.id.Digests;
import dev.baton.core.message.AgentCard;
import dev.baton.core.message.Skill;
import dev.baton.core.message.WorkflowDefinition;
import dev.baton.core.run.RunRecord.DefinitionRecord;
import dev.baton.core.workflow.Compensation;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Work;
import dev.baton.core.workflow.Workflow;
import dev.baton.core.workflow.WorkflowException;
import dev.baton.core.workflow.WorkflowParser;
import dev.baton.core.workflow.WorkflowVariables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run is pinned to, compiled: workflow, cards and limits. Immutable; shared by all runs with
 * the same digest.
 */
final class Plan {
  private final String digest;
  private final Workflow workflow;
  private final RunLimits limits;
  private final Map<String, AgentCard> cards = new HashMap<>();
  private final Map<String, WorkflowDefinition> nested = new HashMap<>();
  private final Map<String, Step> steps = new HashMap<>();
  private final Map<CelExpression, Set<String>> keys = new HashMap<>();
  private final Set<String> redone;
  private final boolean nests;
  private final boolean compensates;

  private Plan(Workflow workflow, DefinitionRecord definition) {
    this.digest = digest(definition);
    this.workflow = workflow;
    this.limits = definition.limits();
    definition.cards().forEach(card -> cards.put(card.role(), card));
    definition.nested().forEach(child -> nested.put(child.name(), child));
    this.redone =
        workflow
            .repeating()
            .flatMap(Step::repeat)
            .map(repeat -> Set.copyOf(repeat.redo()))
            .orElse(Set.of());
    this.nests = workflow.steps().stream().anyMatch(Children::mayHaveChild);
    this.compensates = workflow.steps().stream().anyMatch(step -> step.compensate().isPresent());
    for (Step step : workflow.steps()) {
      steps.put(step.name(), step);
      step.when().ifPresent(this::collectKeys);
      step.forEach().ifPresent(each -> collectKeys(each.items()));
      step.repeat().ifPresent(repeat -> collectKeys(repeat.until()));
    }
  }

  /**
   * Compiles what a run is pinned to.
   *
   * @throws UnusablePlanException if the workflow does not parse or names a role or skill that no
   *     card describes
   */
  static Plan of(DefinitionRecord definition) {
    WorkflowDefinition body =
        definition
            .workflow()
            .orElseThrow(
                () -> new UnusablePlanException("the route brings no workflow (expected: one)"));
    try {
      Plan plan = new Plan(WorkflowParser.parse(body.body()), definition);
      plan.workflow.steps().forEach(plan::checkRoles);
      plan.workflow.children().forEach(plan::checkNested);
      return plan;
    } catch (WorkflowException e) {
      throw new UnusablePlanException(String.valueOf(e.getMessage()));
    }
  }

  /** Digest of everything that a plan is made of. */
  static String digest(DefinitionRecord definition) {
    List<String> parts = new ArrayList<>();
    parts.add(definition.workflow().map(WorkflowDefinition::body).orElse(""));
    definition.cards().forEach(card -> parts.add(card.toString()));
    definition.nested().forEach(child -> parts.add(child.body()));
    parts.add(definition.limits().toString());
    return Digests.sha256(parts.toArray(String[]::new));
  }

  private void checkRoles(Step step) {
    step.fallback().ifPresent(role -> checkCard(step, role));
    step.work()
        .role()
        .ifPresent(
            role -> checkSkill(step, step.work().skill().or(step::skill), checkCard(step, role)));
    if (step.work() instanceof Work.Planning planning) {
      planning.allow().forEach(role -> checkCard(step, role));
    }
    step.compensate()
        .ifPresent(undo -> checkSkill(step, undo.skill(), checkCard(step, undo.agent())));
  }

  private static void checkSkill(Step step, Optional<String> skill, AgentCard card) {
    if (skill.isPresent() && !card.hasSkill(skill.get())) {
      throw new UnusablePlanException(
          "step '%s': agent '%s' has no skill '%s' (expected one of: %s)"
              .formatted(
                  step.name(),
                  card.role(),
                  skill.get(),
                  String.join(", ", card.skills().stream().map(Skill::name).toList())));
    }
  }

  private void checkNested(String name) {
    if (!nested.containsKey(name)) {
      throw new UnusablePlanException(
          "workflow '%s', which a step names, did not come with the request (expected: a published workflow)"
              .formatted(name));
    }
  }

  private AgentCard checkCard(Step step, String role) {
    AgentCard card = cards.get(role);
    if (card == null) {
      throw new UnusablePlanException(
          "step '%s': agent '%s' has no card (expected: a published agent)"
              .formatted(step.name(), role));
    }
    return card;
  }

  private void collectKeys(CelExpression expression) {
    keys.put(expression, expression.keysOf(WorkflowVariables.STEPS));
  }

  /** Names the plan in the run's header. */
  String digest() {
    return digest;
  }

  Workflow workflow() {
    return workflow;
  }

  RunLimits limits() {
    return limits;
  }

  List<Step> steps() {
    return workflow.steps();
  }

  Step step(String name) {
    return Optional.ofNullable(steps.get(name))
        .orElseThrow(
            () -> new IllegalStateException("step " + name + " is not in " + workflow.reference()));
  }

  boolean hasStep(String name) {
    return steps.containsKey(name);
  }

  /** Whether child runs carry out tasks of any step. */
  boolean nests() {
    return nests;
  }

  /** Whether any step says how what it did is taken back. */
  boolean compensates() {
    return compensates;
  }

  boolean isRedone(String step) {
    return redone.contains(step);
  }

  /** The steps that an expression looks at. */
  Set<String> stepsIn(CelExpression expression) {
    return Optional.ofNullable(keys.get(expression)).orElseThrow();
  }

  /**
   * The skill that a role is asked for; the step's own where the role has it, else the role's
   * first.
   */
  String skill(Step step, String role) {
    return skill(step.skill(), role);
  }

  String skill(Optional<String> asked, String role) {
    AgentCard card = card(role);
    return asked
        .filter(card::hasSkill)
        .orElseGet(() -> card.skills().isEmpty() ? "" : card.skills().get(0).name());
  }

  /** Of work by a role. A plan step's timeout is that of the planned run. */
  Duration timeout(Step step, String role) {
    return step.timeout()
        .filter(_ -> !(step.work() instanceof Work.Planning))
        .orElseGet(() -> card(role).limits().timeout());
  }

  /** Who does a task that its role could not do. */
  Optional<String> fallback(Step step) {
    return step.fallback()
        .or(() ->
            Optional.of(Work.Planning.FALLBACK)
                .filter(_ -> step.work() instanceof Work.Planning)
                .filter(cards::containsKey));
  }

  Duration timeout(Compensation compensation) {
    return compensation.timeout().orElseGet(() -> card(compensation.agent()).limits().timeout());
  }

  Optional<String> output(Step step, String role) {
    return step.output().or(() -> card(role).outputSchema());
  }

  /** The definition that a step's child runs follow. */
  WorkflowDefinition nested(String name) {
    return Optional.ofNullable(nested.get(name))
        .orElseThrow(() -> new IllegalStateException("no workflow " + name));
  }

  /** Tokens of one attempt; a child run has no bound but its parent's and its plan's. */
  long tokenLimit(Step step, String role) {
    if (cards.containsKey(role)) {
      return card(role).limits().maxTokens();
    }
    return step.work() instanceof Work.Planning planning
        ? planning.maxTokens().orElse(Long.MAX_VALUE)
        : Long.MAX_VALUE;
  }

  /** What so many tokens of a role cost at most, where the price of its tier is known. */
  Optional<Long> worstCost(String role, boolean degraded, long tokens) {
    return findCard(role)
        .map(card -> degraded ? card.cheaperTier().orElse(card.tier()) : card.tier())
        .flatMap(tier -> limits.budgets().worstCost(tier, tokens));
  }

  Optional<AgentCard> findCard(String role) {
    return Optional.ofNullable(cards.get(role));
  }

  private AgentCard card(String role) {
    return Optional.ofNullable(cards.get(role))
        .orElseThrow(() -> new IllegalStateException("no card for " + role));
  }

  /** What a run is pinned to cannot be carried out. */
  static final class UnusablePlanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusablePlanException(String message) {
      super(message);
    }
  }
}
