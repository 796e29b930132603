package dev.baton.simulation.worker;

/** Names of calls to models, from which it can be seen which call of which task they are. */
final class Calls {
  private Calls() {}

  /**
   * One call.
   *
   * @param task which task
   * @param index the how-manieth call of its execution, from 1
   */
  record Call(String task, int index) {
    String text() {
      return task + "/" + index;
    }

    static Call parse(String text) {
      int slash = text.lastIndexOf('/');
      return new Call(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }
  }
}
