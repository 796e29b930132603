package dev.baton.simulation;
import dev.baton.simulation.law.*; import dev.baton.simulation.scene.*; import dev.baton.simulation.world.*; import dev.baton.simulation.chance.*;
import java.util.*;
public class Try {
  public static void main(String[] a) throws Exception {
    ((ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger("ROOT")).setLevel(ch.qos.logback.classic.Level.OFF);
    long from = Long.parseLong(a[0]), to = Long.parseLong(a[1]); boolean trace = a.length > 2;
    Thread t = Thread.ofVirtual().start(() -> {
    Habits h = new Habits(); Plans plans = new Plans(h.machine()); Tally tally = new Tally(); int bad=0;
    long begin = System.nanoTime(); Map<String,Integer> kinds = new TreeMap<>();
    for (long s = from; s < to; s++) {
      Outcome o = World.play(new World.Play(s, plans, h, Optional.empty(), trace));
      tally.add(o.tally());
      if (trace) o.trace().forEach(System.out::println);
      if (o.broken().isPresent()) { kinds.merge(o.invariant().get(),1,Integer::sum); if (bad++ < 6) { System.out.println("seed " + s + ": " + o.broken().get().getMessage().substring(0,Math.min(300,o.broken().get().getMessage().length()))); if (trace) System.out.println(o.strikes()); } }
    }
    double sec = (System.nanoTime()-begin)/1e9;
    System.out.println((to-from)/sec + " seeds/s; bad " + bad + " " + kinds);
    for (Tally.Count c : Tally.Count.values()) System.out.print(c + "=" + tally.of(c) + " ");
    System.out.println();
    for (Fault c : Fault.values()) System.out.print(c + "=" + tally.of(c) + " ");
    });
    t.join();
  }
}
