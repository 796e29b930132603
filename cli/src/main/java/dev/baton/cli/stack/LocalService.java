package dev.baton.cli.stack;

import dev.baton.cli.state.Sha256;
import dev.baton.orchestrator.app.OrchestratorApplication;
import dev.baton.router.app.RouterApplication;
import dev.baton.worker.coder.CoderApplication;
import dev.baton.worker.generalist.GeneralistApplication;
import dev.baton.worker.researcher.ResearcherApplication;
import dev.baton.worker.reviewer.ReviewerApplication;
import dev.baton.worker.writer.WriterApplication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * One service of the local stack: the same application that runs as a process of its own elsewhere.
 *
 * @param name what it is called
 * @param application makes it
 * @param arguments its own settings
 */
public record LocalService(
    String name, Supplier<SpringApplicationBuilder> application, List<String> arguments) {

  /**
   * A router that was killed must not keep its successor waiting for three quarters of a minute.
   */
  private static final String ROUTER_SESSION =
      "--spring.kafka.consumer.properties[session.timeout.ms]=6000";

  /** Most questions are taken by a rule: they need not wait for a model. */
  private static final String ROUTER_CLASSIFIER = "--baton.router.classifier.load=on-demand";

  /** A stack for one question would read all documents with the model and end before it is done. */
  private static final String RESEARCHER_VECTORS =
      "--baton.documents.vectors=${BATON_DOCUMENTS_VECTORS:false}";

  /** A known member takes its place again at once, also after a crash. */
  private static final String INSTANCE = "local";

  /** Copies the arguments. */
  public LocalService {
    arguments = List.copyOf(arguments);
  }

  /** The same with one more argument. */
  public LocalService with(String argument) {
    List<String> more = new ArrayList<>(arguments);
    more.add(argument);
    return new LocalService(name, application, more);
  }

  /** Every service that comes with Baton. */
  public static List<LocalService> all() {
    return List.of(
        orchestrator(),
        router(),
        worker("researcher", ResearcherApplication::builder).with(RESEARCHER_VECTORS),
        worker("writer", WriterApplication::builder),
        worker("generalist", GeneralistApplication::builder),
        worker("reviewer", ReviewerApplication::builder),
        worker("coder", CoderApplication::builder));
  }

  /** The router. */
  public static LocalService router() {
    return new LocalService(
        "router", RouterApplication::builder, List.of(ROUTER_SESSION, ROUTER_CLASSIFIER));
  }

  /** The orchestrator. */
  public static LocalService orchestrator() {
    return orchestrator(INSTANCE);
  }

  private static LocalService orchestrator(String instance) {
    return new LocalService(
        "orchestrator",
        OrchestratorApplication::builder,
        List.of("--baton.orchestrator.instance-id=" + instance));
  }

  /**
   * Every service that comes with Baton, and a generic worker for each further role.
   *
   * <p>A known member is given its old assignment again, in which the results of a role that was
   * added while it was down are missing until the orchestrator notices: so it has another name for
   * other roles.
   *
   * @param cards the card's file by role
   */
  static List<LocalService> with(Map<String, Path> cards) {
    List<LocalService> services = new ArrayList<>(all());
    if (!cards.isEmpty()) {
      String roles = Sha256.of(String.join(",", new TreeSet<>(cards.keySet())));
      services.set(0, orchestrator(INSTANCE + "-" + roles.substring(0, 8)));
      cards.forEach((role, card) -> services.add(generic(role, card)));
    }
    return services;
  }

  /** The workers of one role. */
  public static LocalService worker(String role, Supplier<SpringApplicationBuilder> application) {
    return new LocalService("worker-" + role, application, List.of());
  }

  /** A worker for a role that has a card and no code. */
  private static LocalService generic(String role, Path card) {
    return worker(role, GeneralistApplication::builder)
        .with("--baton.worker.role=" + role)
        .with("--baton.worker.card=" + card);
  }
}
