package dev.baton.web;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/** Tells addresses of the world from those inside an installation, a host or a cloud. */
final class PublicAddresses {

  /** Blocks of IPv4 that are nobody's in the world: IANA's special-purpose registry. */
  private static final List<Block> CLOSED_4 =
      List.of(
          Block.of(8, 0),
          Block.of(8, 10),
          Block.of(10, 100, 64),
          Block.of(8, 127),
          Block.of(16, 169, 254),
          Block.of(12, 172, 16),
          Block.of(24, 192, 0, 0),
          Block.of(24, 192, 0, 2),
          Block.of(24, 192, 88, 99),
          Block.of(16, 192, 168),
          Block.of(15, 198, 18),
          Block.of(24, 198, 51, 100),
          Block.of(24, 203, 0, 113),
          Block.of(3, 224));

  /** Of IPv6 only this block is the world's. */
  private static final Block OPEN_6 = Block.of(3, 0x20);

  /** Inside of it: protocols and documentation, and tunnels that carry an address of IPv4. */
  private static final List<Block> CLOSED_6 =
      List.of(
          Block.of(23, 0x20, 0x01, 0x00),
          Block.of(32, 0x20, 0x01, 0x0d, 0xb8),
          Block.of(16, 0x20, 0x02),
          Block.of(20, 0x3f, 0xff, 0x00));

  private PublicAddresses() {}

  /** Whether an address is one of the world. */
  static boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return switch (address) {
      case Inet4Address _ -> CLOSED_4.stream().noneMatch(block -> block.holds(bytes));
      case Inet6Address _ ->
          OPEN_6.holds(bytes) && CLOSED_6.stream().noneMatch(block -> block.holds(bytes));
      default -> false;
    };
  }

  /** The first bits of an address. */
  private record Block(int bits, List<Integer> first) {

    static Block of(int bits, Integer... first) {
      return new Block(bits, List.of(first));
    }

    boolean holds(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        int here = bit / 8 < first.size() ? first.get(bit / 8) : 0;
        if ((address[bit / 8] & mask) != (here & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
