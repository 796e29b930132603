package dev.baton.cli.stack;

import dev.baton.cli.client.Installation;
import dev.baton.cli.cluster.ClusterApply;
import dev.baton.cli.cluster.ClusterChange;
import dev.baton.cli.cluster.ClusterPlan;
import dev.baton.cli.state.AtomicFiles;
import dev.baton.cli.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets the local cluster up, once for each version of what it is to be like. */
final class LocalCluster {

  private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);

  private final Installation installation;
  private final Path digestFile;

  LocalCluster(Installation installation, StateFolder state) {
    this.installation = installation;
    this.digestFile = state.clusterDigest();
  }

  void apply(ClusterPlan plan) throws InterruptedException {
    String digest = plan.digest();
    if (digest.equals(lastDigest())) {
      return;
    }
    List<ClusterChange> changes = new ClusterApply(installation, plan, false).apply();
    for (ClusterChange change : changes) {
      if (change.kind() == ClusterChange.Kind.DIFFERS) {
        LOG.warn("{}", change.what());
      } else {
        LOG.info("{} {}", change.kind(), change.what());
      }
    }
    try {
      AtomicFiles.write(digestFile, digest);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + digestFile, e);
    }
  }

  private String lastDigest() {
    try {
      return Files.exists(digestFile) ? Files.readString(digestFile) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + digestFile, e);
    }
  }
}
