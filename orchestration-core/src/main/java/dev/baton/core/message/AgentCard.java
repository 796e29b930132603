package dev.baton.core.message;

import java.util.List;
import java.util.Optional;

/**
 * The description of a role.
 *
 * @param role lower-case letters, digits and hyphens, at most 40 characters
 * @param version counts up with each publication
 * @param description what the role is for
 * @param skills what it can do; the first is the default
 * @param examples requests that belong to this role, for the router
 * @param tier the model tier its prompts run on
 * @param cheaperTier the model tier instead, once a run's budget nears its end
 * @param prompt instructions for the model; empty for roles that bring their own
 * @param tools tools that it may call
 * @param permissions permissions beyond its own topics
 * @param limits bounds on one task
 * @param outputSchema JSON Schema of the result's fields
 * @param handoffTo roles that it may hand a task to
 * @param requiresLiveWorker whether the router must see a living worker before it routes here
 */
public record AgentCard(
    String role,
    int version,
    String description,
    List<Skill> skills,
    List<String> examples,
    String tier,
    Optional<String> cheaperTier,
    String prompt,
    List<String> tools,
    List<String> permissions,
    AgentLimits limits,
    Optional<String> outputSchema,
    List<String> handoffTo,
    boolean requiresLiveWorker) {

  /** Copies the lists. */
  public AgentCard {
    skills = List.copyOf(skills);
    examples = List.copyOf(examples);
    tools = List.copyOf(tools);
    permissions = List.copyOf(permissions);
    handoffTo = List.copyOf(handoffTo);
  }

  /** A card with one skill and defaults everywhere else. */
  public static AgentCard of(String role, String skill) {
    return new AgentCard(
        role,
        1,
        role,
        List.of(new Skill(skill, skill)),
        List.of(),
        "fast",
        Optional.empty(),
        "",
        List.of(),
        List.of(),
        AgentLimits.DEFAULT,
        Optional.empty(),
        List.of(),
        false);
  }

  /** Whether it names this skill. */
  public boolean hasSkill(String skill) {
    return skills.stream().anyMatch(known -> known.name().equals(skill));
  }
}
