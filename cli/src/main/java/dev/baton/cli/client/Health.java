package dev.baton.cli.client;

import dev.baton.topics.TopicNames;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.common.KafkaFuture;

/** Asks broker and registry how an installation is, from outside, as its users see it. */
public final class Health {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final Installation installation;
  private final TopicNames names;

  /**
   * How one part is.
   *
   * @param part what it is
   * @param healthy whether it can do its work
   * @param detail what was found
   */
  public record Part(String part, boolean healthy, String detail) {}

  /** The health of one installation. */
  public Health(Installation installation) {
    this.installation = installation;
    this.names = installation.names();
  }

  /** Looks at every part once. */
  public List<Part> check() throws InterruptedException {
    List<Part> parts = new ArrayList<>();
    try (Admin admin = installation.admin()) {
      Set<String> topics = admin.listTopics().names().get();
      Set<String> ours =
          topics.stream()
              .filter(name -> name.startsWith(names.prefix()))
              .collect(Collectors.toSet());
      parts.add(new Part("broker", true, installation.bootstrapServers()));
      parts.add(registry());
      parts.add(
          new Part(
              "topics",
              ours.contains(names.runs()),
              ours.isEmpty() ? "none (expected: baton cluster apply)" : ours.size() + " topics"));
      parts.add(
          group(
              "router",
              admin.describeConsumerGroups(Set.of(names.routerGroup())).describedGroups()));
      parts.add(
          group(
              "orchestrator",
              admin
                  .describeConsumerGroups(Set.of(names.orchestratorApplication()))
                  .describedGroups()));
      parts.addAll(workers(admin, ours));
    } catch (ExecutionException e) {
      parts.add(new Part("broker", false, String.valueOf(e.getMessage())));
    }
    return parts;
  }

  private Part registry() throws InterruptedException {
    URI url = installation.registry().url();
    try (HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build()) {
      int status =
          http.send(
                  HttpRequest.newBuilder(url).timeout(TIMEOUT).GET().build(),
                  BodyHandlers.discarding())
              .statusCode();
      // Whatever it says on its front page: it answers, and that is what this is about.
      return new Part(
          "registry", status < 500, url + (status == OK ? "" : " (status " + status + ")"));
    } catch (IOException e) {
      return new Part("registry", false, url + ": no answer");
    }
  }

  private static Part group(
      String service, Map<String, KafkaFuture<ConsumerGroupDescription>> described)
      throws InterruptedException {
    try {
      ConsumerGroupDescription group = described.values().iterator().next().get();
      return members(service, group.members().size(), group.groupState().toString());
    } catch (ExecutionException e) {
      return new Part(service, false, "no member");
    }
  }

  private List<Part> workers(Admin admin, Set<String> topics) throws InterruptedException {
    String tasks = names.prefix() + "tasks.";
    Set<String> roles = new TreeSet<>();
    topics.stream()
        .filter(topic -> topic.startsWith(tasks))
        .map(topic -> topic.substring(tasks.length()))
        // Priority classes of a role are further groups of the same pods.
        .filter(role -> !role.contains("."))
        .forEach(roles::add);
    Map<String, KafkaFuture<ShareGroupDescription>> groups =
        admin
            .describeShareGroups(roles.stream().map(names::workerGroup).toList())
            .describedGroups();
    List<Part> parts = new ArrayList<>();
    for (Map.Entry<String, KafkaFuture<ShareGroupDescription>> group :
        new TreeMap<>(groups).entrySet()) {
      String role = group.getKey().substring(names.workerGroup("x").length() - 1);
      parts.add(worker(role, group.getValue()));
    }
    return parts;
  }

  private static Part worker(String role, KafkaFuture<ShareGroupDescription> described)
      throws InterruptedException {
    try {
      ShareGroupDescription group = described.get();
      return members("worker-" + role, group.members().size(), group.groupState().toString());
    } catch (ExecutionException e) {
      return new Part("worker-" + role, false, "no member");
    }
  }

  private static Part members(String service, int members, String state) {
    return new Part(
        service, members > 0, members == 0 ? "no member" : members + " members, " + state);
  }
}
