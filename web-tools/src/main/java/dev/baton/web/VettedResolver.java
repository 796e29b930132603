package dev.baton.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names for connections and refuses those with an address that is not the world's. The
 * client connects to what this returns and asks nobody again, so a name that changes its address
 * between look and leap is of no use.
 */
final class VettedResolver implements DnsResolver {

  private final DnsResolver names;
  private final Predicate<InetAddress> allowed;

  VettedResolver(DnsResolver names, Predicate<InetAddress> allowed) {
    this.names = names;
    this.allowed = allowed;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = names.resolve(host);
    if (addresses == null) {
      throw new UnknownHostException(host);
    }
    Arrays.stream(addresses).forEach(address -> refuseInside(host, address));
    return addresses.clone();
  }

  /** What connections are made to. */
  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    List<InetSocketAddress> addresses = List.copyOf(names.resolve(host, port));
    for (InetSocketAddress address : addresses) {
      if (address.isUnresolved()) {
        throw new UnknownHostException(host);
      }
      refuseInside(host, address.getAddress());
    }
    return addresses;
  }

  private void refuseInside(String host, InetAddress address) {
    if (!allowed.test(address)) {
      throw new FetchRefusedException(
          "url: host %s has an address inside (%s; expected: public addresses only)"
              .formatted(host, address.getHostAddress()));
    }
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
