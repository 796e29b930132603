package dev.baton.simulation.broker;

import static dev.baton.simulation.broker.AckType.ACCEPT;
import static dev.baton.simulation.broker.AckType.REJECT;
import static dev.baton.simulation.broker.AckType.RELEASE;
import static dev.baton.simulation.broker.AckType.RENEW;

import dev.baton.simulation.broker.ShareScenario.Script;
import java.util.List;
import java.util.function.Consumer;

/** The table: a record is named by a letter, and the number behind it counts its deliveries. */
final class ShareScenarios {
  private ShareScenarios() {}

  static final List<ShareScenario> ALL =
      List.of(
          row(
              "every record is delivered once, in order",
              script -> {
                script.send("a", "b");
                var one = script.member(1);
                script.poll(one);
                script.say(one, "a", ACCEPT);
                script.poll(one);
                script.say(one, "b", ACCEPT);
                script.pollInVain(one);
              },
              "a1",
              "taken",
              "b1",
              "taken",
              ""),
          row(
              "a poll takes no more than its limit",
              script -> {
                script.send("a", "b", "c");
                script.poll(script.member(2));
              },
              "a1 b1"),
          row(
              "two members of one partition get different records",
              script -> {
                script.send("a", "b");
                script.poll(script.member(1));
                script.poll(script.member(1));
              },
              "a1",
              "b1"),
          row(
              "a released record is delivered again at once and counted",
              script -> {
                script.send("a");
                var one = script.member(1);
                script.poll(one);
                script.say(one, "a", RELEASE);
                script.poll(one);
              },
              "a1",
              "taken",
              "a2"),
          row(
              "a rejected record is never delivered again",
              script -> {
                script.send("a", "b");
                var one = script.member(1);
                script.poll(one);
                script.say(one, "a", REJECT);
                script.poll(one);
              },
              "a1",
              "taken",
              "b1"),
          expiring(
              "a lock that runs out gives the record to another member",
              script -> {
                script.send("a");
                script.poll(script.member(1));
                script.passLock();
                script.poll(script.member(1));
              },
              "a1",
              "a2"),
          expiring(
              "whoever lost the lock is not heard",
              script -> {
                script.send("a");
                var slow = script.member(1);
                script.poll(slow);
                script.passLock();
                script.poll(script.member(1));
                script.say(slow, "a", ACCEPT);
              },
              "a1",
              "a2",
              "lost"),
          row(
              "a renewed record comes back from a later poll as the same delivery",
              script -> {
                script.send("a");
                var one = script.member(1);
                script.poll(one);
                script.say(one, "a", RENEW);
                script.poll(one);
                script.say(one, "a", ACCEPT);
              },
              "a1",
              "taken",
              "a1",
              "taken"),
          row(
              "nothing new is taken beside a renewed record",
              script -> {
                script.send("a", "b");
                var one = script.member(2);
                script.poll(one);
                script.send("c");
                one.acknowledge("b", ACCEPT);
                script.say(one, "a", RENEW);
                script.poll(one);
              },
              "a1 b1",
              "taken",
              "a1"),
          row(
              "a renewed record must be back before it is acknowledged",
              script -> {
                script.send("a");
                var one = script.member(1);
                script.poll(one);
                script.say(one, "a", RENEW);
                script.say(one, "a", ACCEPT);
              },
              "a1",
              "taken",
              "refused"),
          row(
              "a record is given up at the limit of deliveries",
              script -> {
                script.send("a", "b");
                var one = script.member(1);
                script.exhaust(one, "a");
                script.poll(one);
              },
              "to the limit",
              "b1"),
          row(
              "a member that leaves gives its record back, and the delivery counts",
              script -> {
                script.send("a");
                var leaving = script.member(1);
                script.poll(leaving);
                leaving.leave();
                script.poll(script.member(1));
              },
              "a1",
              "a2"),
          row(
              "a record of an aborted transaction is never delivered",
              script -> {
                script.begin("x").abort();
                script.send("a");
                script.poll(script.member(1));
              },
              "a1"),
          row(
              "an open transaction holds back what comes after it",
              script -> {
                script.send("a");
                var one = script.member(1);
                script.poll(one);
                script.say(one, "a", ACCEPT);
                var open = script.begin("x");
                script.send("b");
                script.pollInVain(one);
                open.commit();
                script.poll(one);
                script.say(one, "x", ACCEPT);
                script.poll(one);
              },
              "a1",
              "taken",
              "",
              "x1",
              "taken",
              "b1"),
          row(
              "a record is acknowledged once",
              script -> {
                script.send("a");
                var one = script.member(1);
                script.poll(one);
                script.say(one, "a", ACCEPT);
                script.say(one, "a", ACCEPT);
              },
              "a1",
              "taken",
              "refused"),
          row(
              "a poll is refused while a record is in hand",
              script -> {
                script.send("a", "b");
                var one = script.member(1);
                script.poll(one);
                script.poll(one);
              },
              "a1",
              "refused"));

  private static ShareScenario row(String name, Consumer<Script> script, String... expected) {
    return new ShareScenario(name, false, script, List.of(expected));
  }

  private static ShareScenario expiring(String name, Consumer<Script> script, String... expected) {
    return new ShareScenario(name, true, script, List.of(expected));
  }
}
