package dev.baton.simulation.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One row of the table: what is done with a share group, and what is seen.
 *
 * @param name what it shows
 * @param locksRunOut whether it lets locks run out
 * @param script what is done
 * @param expected what is seen, in order
 */
record ShareScenario(
    String name, boolean locksRunOut, Consumer<Script> script, List<String> expected) {

  /** Copies the list. */
  ShareScenario {
    expected = List.copyOf(expected);
  }

  /** Does what a scenario says and notes what is seen. */
  static final class Script {
    private final Lab lab;
    private final List<String> seen = new ArrayList<>();

    private Script(Lab lab) {
      this.lab = lab;
    }

    void send(String... values) {
      List.of(values).forEach(lab::send);
    }

    Lab.Sending begin(String value) {
      return lab.begin(value);
    }

    Lab.Member member(int most) {
      return lab.join(most);
    }

    void passLock() {
      lab.passLock();
    }

    void poll(Lab.Member member) {
      note(member::poll);
    }

    /** Nothing is there to be taken. */
    void pollInVain(Lab.Member member) {
      note(member::pollInVain);
    }

    private void note(Supplier<List<String>> poll) {
      try {
        seen.add(String.join(" ", poll.get()));
      } catch (IllegalStateException _) {
        seen.add("refused");
      }
    }

    /** Takes and releases the only record of a member as often as it is handed out at most. */
    void exhaust(Lab.Member member, String value) {
      List<String> last = List.of();
      for (int delivery = 1; delivery <= lab.deliveryLimit(); delivery++) {
        last = member.poll();
        member.acknowledge(value, AckType.RELEASE);
        member.commit();
      }
      seen.add(last.equals(List.of(value + lab.deliveryLimit())) ? "to the limit" : "" + last);
    }

    void say(Lab.Member member, String value, AckType how) {
      try {
        member.acknowledge(value, how);
        seen.add(member.commit() ? "taken" : "lost");
      } catch (IllegalStateException _) {
        seen.add("refused");
      }
    }
  }

  /** What is seen in a laboratory. */
  List<String> play(Lab lab) {
    Script played = new Script(lab);
    script.accept(played);
    return played.seen;
  }

  @Override
  public String toString() {
    return name;
  }
}
