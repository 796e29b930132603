package dev.baton.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.jspecify.annotations.Nullable;

/**
 * The broker is ready once a client is told of the cluster that we formatted, with its one node.
 */
final class BrokerReadiness implements Readiness {
  private static final int CONNECT_MILLIS = 200;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  private final int port;
  private final String clusterId;
  private @Nullable Admin admin;

  BrokerReadiness(int port, String clusterId) {
    this.port = port;
    this.clusterId = clusterId;
  }

  @Override
  public boolean isReady() throws InterruptedException {
    // Asking the socket first spares the client's warnings about a broker that is not there yet.
    return accepts() && answers(admin());
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      // Not listening yet, which is what was asked.
      return false;
    }
  }

  private Admin admin() {
    Admin client = admin;
    if (client == null) {
      client =
          Admin.create(
              Map.of(
                  AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port,
                  AdminClientConfig.CLIENT_ID_CONFIG, "local-stack",
                  AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, "false"));
      admin = client;
    }
    return client;
  }

  private boolean answers(Admin client) throws InterruptedException {
    DescribeClusterResult cluster = client.describeCluster();
    try {
      long millis = ANSWER_LIMIT.toMillis();
      boolean ours = clusterId.equals(cluster.clusterId().get(millis, TimeUnit.MILLISECONDS));
      return ours && cluster.nodes().get(millis, TimeUnit.MILLISECONDS).size() == 1;
    } catch (ExecutionException | TimeoutException e) {
      // Still coming up; the caller bounds how long it asks.
      return false;
    }
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(CLOSE_LIMIT);
    }
  }
}
