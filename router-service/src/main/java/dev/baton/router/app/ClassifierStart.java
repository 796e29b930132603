package dev.baton.router.app;

import dev.baton.router.classification.CatalogClassifier;
import dev.baton.router.registry.CatalogFollower;
import org.springframework.context.SmartLifecycle;

/** Has the classifier learn once the catalog is read, beside the rest of the start. */
final class ClassifierStart implements SmartLifecycle {

  /** After the catalog, which has phase 0, and before the inbox. */
  private static final int PHASE = 1;

  private final RouterProperties.Classifier settings;
  private final CatalogClassifier classifier;
  private final CatalogFollower catalog;
  private volatile boolean running;

  ClassifierStart(
      RouterProperties.Classifier settings, CatalogClassifier classifier, CatalogFollower catalog) {
    this.settings = settings;
    this.classifier = classifier;
    this.catalog = catalog;
  }

  @Override
  public void start() {
    running = true;
    if (settings.enabled() && settings.load() == RouterProperties.Load.AT_START) {
      catalog.whenChanged(classifier::prepare);
      classifier.prepare();
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
