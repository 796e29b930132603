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
      """,
      1),
  /** A list, a hundred tasks side by side over its items, and one that reads what they brought. */
  FAN_OUT(
      """
      name: fan-out
      steps:
        list: {agent: worker}
        each: {agent: worker, needs: [list], forEach: steps.list.fields.list, writes: k}
        sum: {agent: worker, needs: [each], reads: [k]}
      """,
      1),
  /** The same with as many tasks as a run can have open; one result could not carry their list. */
  WIDE(
      """
      name: wide
      steps:
        list0: {agent: worker}
        list1: {agent: worker}
        list2: {agent: worker}
        list3: {agent: worker}
        list4: {agent: worker}
        list5: {agent: worker}
        list6: {agent: worker}
        list7: {agent: worker}
        each:
          agent: worker
          needs: [list0, list1, list2, list3, list4, list5, list6, list7]
          forEach:
            items: >-
              steps.list0.fields.list + steps.list1.fields.list + steps.list2.fields.list +
              steps.list3.fields.list + steps.list4.fields.list + steps.list5.fields.list +
              steps.list6.fields.list + steps.list7.fields.list
            concurrency: 10000
          writes: k
        sum: {agent: worker, needs: [each], reads: [k]}
      """,
      8);

  /** How the steps are called whose results are lists. */
  static final String LIST = "list";

  private final String workflow;
  private final int lists;

  Shape(String workflow, int lists) {
    this.workflow = workflow;
    this.lists = lists;
  }

  /** Steps among which the items of the fan-out are shared. */
  int lists() {
    return lists;
  }

  String workflow() {
    return workflow;
  }
}
