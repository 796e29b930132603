package dev.baton.router.app;

import dev.baton.router.catalog.Catalog;
import dev.baton.router.registry.CatalogFollower;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Up while requests are read, the catalog is followed and batches go through. */
final class RouterHealth implements HealthIndicator {

  private final MessageListenerContainer inbox;
  private final CatalogFollower catalog;
  private final DeliveryWatch deliveries;
  private final Versions versions;

  /** What decides: the version of rules and thresholds, and what the classifier knows. */
  record Versions(String router, Supplier<String> classifier) {}

  RouterHealth(
      MessageListenerContainer inbox,
      CatalogFollower catalog,
      DeliveryWatch deliveries,
      Versions versions) {
    this.inbox = inbox;
    this.catalog = catalog;
    this.deliveries = deliveries;
    this.versions = versions;
  }

  @Override
  public Health health() {
    boolean up = inbox.isRunning() && catalog.isRunning() && deliveries.fault().isEmpty();
    Catalog known = catalog.get();
    Health.Builder health =
        (up ? Health.up() : Health.down())
            .withDetail("inbox", inbox.isRunning() ? "running" : "stopped")
            .withDetail("catalog", catalog.isRunning() ? "followed" : "stopped")
            .withDetail("agents", known.roles().size())
            .withDetail("workflows", known.workflows().size())
            .withDetail("routerVersion", versions.router())
            .withDetail("classifier", versions.classifier().get());
    deliveries.fault().ifPresent(fault -> health.withDetail("fault", fault));
    return health.build();
  }
}
