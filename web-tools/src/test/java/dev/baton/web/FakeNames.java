package dev.baton.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.DnsResolver;

/** Names with addresses by hand; those of a name are given out in turn, the last one for ever. */
final class FakeNames implements DnsResolver {

  private final Map<String, List<InetSocketAddress>> names = new HashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  FakeNames with(String name, InetSocketAddress... inTurn) {
    names.put(name, List.of(inTurn));
    return this;
  }

  /** An address that nobody is to connect to. */
  static InetSocketAddress at(String address) {
    return new InetSocketAddress(address, 443);
  }

  /** The names that were asked for, in order. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    return new InetAddress[] {resolve(host, 0).getFirst().getAddress()};
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    List<InetSocketAddress> inTurn = names.get(host);
    if (inTurn == null) {
      throw new UnknownHostException(host);
    }
    long times = asked.stream().filter(host::equals).count();
    asked.add(host);
    return List.of(inTurn.get((int) Math.min(times, inTurn.size() - 1)));
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
