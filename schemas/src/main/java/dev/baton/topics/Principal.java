package dev.baton.topics;

/**
 * Who acts on topics: each is one user of the broker with the least rights that it needs.
 *
 * @param kind what it is
 * @param name the role of a worker, the tenant of an upstream system, otherwise empty
 */
public record Principal(Kind kind, String name) {

  /** The kinds of principals. */
  public enum Kind {
    /** A tenant's own systems: produce requests and signals, read answers. */
    UPSTREAM,
    /** The router service. */
    ROUTER,
    /** A second router version that decides beside the first and whose word counts nowhere. */
    ROUTER_SHADOW,
    /** The orchestrator service. */
    ORCHESTRATOR,
    /** The workers of one role. */
    WORKER,
    /** A person or job that administers the installation. */
    OPERATOR,
    /** Tools that only look: replay, console, audit. */
    READER
  }

  /** The router service. */
  public static final Principal ROUTER = new Principal(Kind.ROUTER, "");

  /** A second router version that decides beside the first. */
  public static final Principal ROUTER_SHADOW = new Principal(Kind.ROUTER_SHADOW, "");

  /** The orchestrator service. */
  public static final Principal ORCHESTRATOR = new Principal(Kind.ORCHESTRATOR, "");

  /** The operator's command. */
  public static final Principal OPERATOR = new Principal(Kind.OPERATOR, "");

  /** Tools that only look. */
  public static final Principal READER = new Principal(Kind.READER, "");

  /** The workers of one role. */
  public static Principal worker(String role) {
    return new Principal(Kind.WORKER, role);
  }

  /** The systems of one tenant. */
  public static Principal upstream(String tenant) {
    return new Principal(Kind.UPSTREAM, tenant);
  }

  /** The user name at the broker, for example {@code worker-researcher} or {@code router}. */
  public String userName() {
    String base = kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    return name.isEmpty() ? base : base + "-" + name;
  }
}
