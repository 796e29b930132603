package dev.baton.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A filter of system calls as the kernel takes it: a list of BPF instructions. It stands behind the
 * namespaces: a fault of the kernel that needs one of these calls is not reached.
 *
 * <p>Refused are new namespaces, mounts, tracing, keys, modules, clocks, memory that no limit
 * counts, sockets other than local and internet ones, and typing into a terminal.
 */
final class SystemCallFilter {

  // Instructions of classic BPF: load a word, compare with a constant, test bits, return.
  private static final int LOAD = 0x20;
  private static final int IF_EQUAL = 0x15;
  private static final int IF_AT_LEAST = 0x35;
  private static final int IF_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;

  // Places in what the kernel shows of a call; of an argument, its lower half.
  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final int FIRST_ARGUMENT = 16;
  private static final int SECOND_ARGUMENT = 24;

  private static final int ALLOW = 0x7FFF0000;
  private static final int KILL_PROCESS = 0x80000000;
  private static final int ERROR = 0x00050000;
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;
  private static final int EAFNOSUPPORT = 97;

  /** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
  private static final int NEW_NAMESPACE = 0x7E020000;

  /** AF_UNIX, AF_INET, AF_INET6. */
  private static final List<Integer> FAMILIES = List.of(1, 2, 10);

  /** TIOCSTI and TIOCLINUX. */
  private static final List<Integer> TERMINAL_INPUT = List.of(0x5412, 0x541C);

  /** Calls from here on are younger than this list; programs do without them. */
  private static final int YOUNGEST = 450;

  private final List<long[]> instructions = new ArrayList<>();

  private SystemCallFilter() {}

  /** The filter for a processor, in its byte order. */
  static byte[] of(SystemCalls calls) {
    SystemCallFilter filter = new SystemCallFilter();
    filter.add(LOAD, 0, 0, ARCHITECTURE);
    filter.add(IF_EQUAL, 1, 0, calls.architecture());
    filter.add(RETURN, 0, 0, KILL_PROCESS);
    filter.add(LOAD, 0, 0, NUMBER);
    filter.add(IF_AT_LEAST, 0, 1, YOUNGEST);
    filter.fail(ENOSYS);
    for (int denied : calls.denied().values().stream().sorted().toList()) {
      filter.add(IF_EQUAL, 0, 1, denied);
      filter.fail(EPERM);
    }
    // The C library falls back to clone, whose flags can be looked at.
    filter.add(IF_EQUAL, 0, 1, calls.clone3());
    filter.fail(ENOSYS);
    filter.refuseNamespaces(calls.plainClone());
    filter.refuseTerminalInput(calls.ioctl());
    filter.refuseFamilies(calls.socket());
    filter.add(RETURN, 0, 0, ALLOW);
    return filter.bytes();
  }

  private void refuseNamespaces(int clone) {
    add(IF_EQUAL, 0, 4, clone);
    add(LOAD, 0, 0, FIRST_ARGUMENT);
    add(IF_ANY_BIT, 0, 1, NEW_NAMESPACE);
    fail(EPERM);
    add(RETURN, 0, 0, ALLOW);
  }

  private void refuseTerminalInput(int ioctl) {
    add(IF_EQUAL, 0, 2 + 2 * TERMINAL_INPUT.size(), ioctl);
    add(LOAD, 0, 0, SECOND_ARGUMENT);
    for (int request : TERMINAL_INPUT) {
      add(IF_EQUAL, 0, 1, request);
      fail(EPERM);
    }
    add(RETURN, 0, 0, ALLOW);
  }

  private void refuseFamilies(int socket) {
    add(IF_EQUAL, 0, 2 + 2 * FAMILIES.size(), socket);
    add(LOAD, 0, 0, FIRST_ARGUMENT);
    for (int family : FAMILIES) {
      add(IF_EQUAL, 0, 1, family);
      add(RETURN, 0, 0, ALLOW);
    }
    fail(EAFNOSUPPORT);
  }

  private void fail(int error) {
    add(RETURN, 0, 0, ERROR | error);
  }

  private void add(int code, int ifTrue, int ifFalse, int value) {
    instructions.add(new long[] {code, ifTrue, ifFalse, value});
  }

  private byte[] bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(8 * instructions.size()).order(ByteOrder.nativeOrder());
    for (long[] instruction : instructions) {
      buffer
          .putShort((short) instruction[0])
          .put((byte) instruction[1])
          .put((byte) instruction[2])
          .putInt((int) instruction[3]);
    }
    return buffer.array();
  }
}
