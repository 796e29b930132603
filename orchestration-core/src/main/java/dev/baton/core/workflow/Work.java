package dev.baton.core.workflow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a step does. */
public sealed interface Work {
  /** Who does it, in a word for people; a role's name where workers do. */
  String doer();

  /** The role whose workers do it. */
  default Optional<String> role() {
    return Optional.empty();
  }

  /** The skill that it takes, where that is not for the step to say. */
  default Optional<String> skill() {
    return Optional.empty();
  }

  /**
   * Workers of one role carry it out.
   *
   * @param name the role
   */
  record Agent(String name) implements Work {
    @Override
    public String doer() {
      return name;
    }

    @Override
    public Optional<String> role() {
      return Optional.of(name);
    }
  }

  /**
   * A child run of another workflow carries it out.
   *
   * @param name the workflow's name; the version is that which the run is pinned to
   */
  record Child(String name) implements Work {
    @Override
    public String doer() {
      return "child run";
    }
  }

  /**
   * A role plans the work; a child run of the planned steps carries it out.
   *
   * @param planner the role that plans
   * @param allow roles that the plan may use, in the order of the definition
   * @param maxSteps steps of the plan, 1 to {@value #MOST_STEPS}
   * @param maxTasks tasks that the planned run may dispatch, retries included, 1 to {@value
   *     #MOST_TASKS}
   * @param maxTokens tokens that the planned run may spend; absent means what the run has left
   */
  record Planning(
      String planner, List<String> allow, int maxSteps, int maxTasks, Optional<Long> maxTokens)
      implements Work {
    /** The skill that the planning role is asked for. */
    public static final String SKILL = "plan";

    /** Who does the work itself where no plan can be had and the step names nobody. */
    public static final String FALLBACK = "generalist";

    /** Steps of a plan where the definition does not say. */
    public static final int DEFAULT_STEPS = 8;

    /** Most steps that a definition may allow a plan. */
    public static final int MOST_STEPS = 32;

    /** Tasks of a planned run where the definition does not say. */
    public static final int DEFAULT_TASKS = 64;

    /** Most tasks that a definition may allow a planned run. */
    public static final int MOST_TASKS = 1_000;

    /** Copies the list. */
    public Planning {
      allow = List.copyOf(allow);
    }

    @Override
    public String doer() {
      return planner;
    }

    @Override
    public Optional<String> role() {
      return Optional.of(planner);
    }

    @Override
    public Optional<String> skill() {
      return Optional.of(SKILL);
    }
  }

  /**
   * A person allows or forbids what comes next. No worker is involved and nothing is run again.
   *
   * @param by who may say so; empty means anyone
   * @param deadline how long to wait; absent means as long as the run lasts
   * @param otherwise what counts when nobody says anything in time
   */
  record Approve(List<String> by, Optional<Duration> deadline, Verdict otherwise) implements Work {
    /** Copies the list. */
    public Approve {
      by = List.copyOf(by);
    }

    @Override
    public String doer() {
      return "people";
    }
  }

  /** A person's verdict. */
  enum Verdict {
    /** The step succeeds. */
    APPROVE,
    /** The step fails. */
    DENY
  }

  /**
   * Time passes.
   *
   * @param time how much
   */
  record Pause(Duration time) implements Work {
    @Override
    public String doer() {
      return "clock";
    }
  }

  /**
   * A person or a system provides inputs.
   *
   * @param names the inputs that are needed
   * @param by who may provide them; empty means anyone
   * @param deadline how long to wait; absent means as long as the run lasts
   * @param otherwise inputs that count when nobody provides any in time; empty means that the step
   *     fails
   */
  record Ask(
      List<String> names,
      List<String> by,
      Optional<Duration> deadline,
      Map<String, String> otherwise)
      implements Work {
    /** Copies the collections. */
    public Ask {
      names = List.copyOf(names);
      by = List.copyOf(by);
      otherwise = Map.copyOf(otherwise);
    }

    @Override
    public String doer() {
      return "people";
    }
  }
}
