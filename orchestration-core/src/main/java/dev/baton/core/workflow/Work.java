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
