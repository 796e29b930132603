package dev.baton.benchmarks;

/** The runs that are measured. */
public enum Shape {
  /** Two tasks side by side and one that reads what both brought. */
  THREE_TASKS(
      """
      name: three-tasks
      steps:
        a: {agent: worker, writes: k1}
        b: {agent: worker, writes: k2}
        c: {agent: worker, needs: [a, b], reads: [k1, k2]}
      """),
  /** A list, a hundred tasks side by side over its items, and one that reads what they brought. */
  FAN_OUT(
      """
      name: fan-out
      steps:
        list: {agent: worker}
        each: {agent: worker, needs: [list], forEach: steps.list.fields.list, writes: k}
        sum: {agent: worker, needs: [each], reads: [k]}
      """);

  private final String workflow;

  Shape(String workflow) {
    this.workflow = workflow;
  }

  String workflow() {
    return workflow;
  }
}
