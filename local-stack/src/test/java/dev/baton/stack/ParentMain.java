package dev.baton.stack;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A program that starts a broker, says its process number, and ends when its input does. */
final class ParentMain {
  private ParentMain() {}

  public static void main(String[] arguments) throws Exception {
    LocalBroker broker =
        LocalBroker.start(BrokerOptions.in(Path.of(arguments[0]), StackFiles.locate()));
    LocalStack.beforeExit(() -> System.out.println("broker alive: " + broker.isAlive()));
    System.out.println(broker.pid());
    System.in.transferTo(System.out);
  }

  /** Runs this program in a JVM of its own. */
  static Process launch(Path stateFolder) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            inherited(StackFiles.HOME_PROPERTY),
            inherited("java.util.logging.config.file"),
            "-cp",
            System.getProperty("java.class.path"),
            ParentMain.class.getName(),
            stateFolder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String inherited(String property) {
    return "-D" + property + "=" + System.getProperty(property, "");
  }

  /** The broker's process number, once the parent has said it. */
  static ProcessHandle brokerOf(Process parent) throws Exception {
    String line = parent.inputReader(StandardCharsets.UTF_8).readLine();
    return ProcessHandle.of(Long.parseLong(line)).orElseThrow();
  }
}
